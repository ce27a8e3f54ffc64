from django.middleware.locale import LocaleMiddleware
class SecurityHeadersMiddleware:
    def __init__(self, get_response): self.get_response = get_response
    def __call__(self, request): return self.get_response(request)
class MaintenanceMiddleware(SecurityHeadersMiddleware): pass
class LanguageMiddleware(LocaleMiddleware): pass
