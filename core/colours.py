"""The site's own hue, kept readable: contrast is computed, and refused below 7:1 (WCAG 1.4.6)."""

import colorsys

MINIMUM = 7.0
# Lightness, in per cent, of the colours that carry text in site.css, and what they lie on.
PRIMARY_L, DEEP_L = 23, 16
SURFACES = {"white": (0, 0, 100), "mist": (None, 38, 96), "mist-2": (None, 34, 90)}


def _rgb(hue: float, saturation: float, lightness: float) -> tuple[float, float, float]:
    return colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)


def _luminance(rgb: tuple[float, float, float]) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(first: tuple[float, float, float], second: tuple[float, float, float]) -> float:
    """Contrast ratio of two colours given as (hue, saturation %, lightness %)."""
    one, two = sorted((_luminance(_rgb(*first)), _luminance(_rgb(*second))), reverse=True)
    return (one + 0.05) / (two + 0.05)


def lowest_contrast(hue: int, saturation: int) -> float:
    """The worst contrast that a hue gives anywhere on the site."""
    primary = (hue, saturation, PRIMARY_L)
    ratios = [
        contrast(primary, (hue if h is None else h, s, lightness))
        for h, s, lightness in SURFACES.values()
    ]
    ratios.append(contrast((0, 0, 100), (hue, saturation, DEEP_L)))
    return min(ratios)
