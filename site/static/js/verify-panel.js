// The panel “Verification” opens by itself for who comes from the list of work (…/edit/#verify).
(() => {
  const open = () => {
    const panel = document.querySelector('[data-side-panel="verify"]');
    if (location.hash === '#verify' && panel && panel.hidden) {
      document.querySelector('[data-side-panel-toggle="verify"]')?.click();
    }
  };
  // After Wagtail has opened the panel that was open last.
  window.addEventListener('load', () => setTimeout(open, 50));
  window.addEventListener('hashchange', open);
})();
