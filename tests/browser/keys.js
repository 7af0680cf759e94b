// Given a list of elements whose focus Streamlit does not show: the names of what the Tab key must reach, with the focus
// put to the page's start. Given nothing: where the focus has come to since the last call, and whether it was seen there;
// null is outside of the page.
(unseen) => {
  const parts = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]";
  const style = (one) => [one, one.parentElement, one.parentElement?.parentElement, one.parentElement?.parentElement?.parentElement]
    .filter(Boolean)
    .map((each) => {
      const css = getComputedStyle(each);
      return [css.outlineStyle, css.outlineWidth, css.boxShadow, css.borderTopColor, css.backgroundColor, css.color, css.textDecorationLine].join();
    }).join(";");
  const where = () => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    for (const motion of document.getAnimations()) if (motion.effect?.getComputedTiming().endTime !== Infinity) motion.finish();
    const before = window.unfocused.get(one);
    const box = one.getBoundingClientRect();
    return {
      name: before?.name ?? `<${one.tagName.toLowerCase()}> ${one.closest("[data-testid]")?.dataset.testid ?? ""}`,
      shown: window.unseen.some((element) => one.matches(element)) || (!before || before.style !== style(one)) && box.bottom > 0 && box.top < innerHeight,
    };
  };
  if (unseen) {
    window.unseen = unseen;
    for (const link of document.querySelectorAll("a[href]")) link.toggleAttribute("data-here", link.pathname === location.pathname);
    document.activeElement?.blur();
    window.unfocused = new Map();
    window.came = [];
    if (!window.follow) {
      window.follow = () => queueMicrotask(() => window.came.push(where())); // once React has drawn the focus
      addEventListener("focusin", follow);
      addEventListener("focusout", (event) => event.relatedTarget || follow());
    }
    const groups = new Set();
    let number = 0;
    const wanted = [];
    for (const one of document.querySelectorAll(parts)) {
      const box = one.getBoundingClientRect();
      const able = one.tabIndex >= 0 && !one.disabled && !one.closest("[inert]") && one.checkVisibility({ checkVisibilityCSS: true }) && box.width > 0 && box.right > 0;
      if (one.tabIndex < 0 || one.disabled) continue;
      const group = one.closest("[role=radiogroup]") ?? (one.type === "radio" ? one.name : null);
      if (group && groups.has(group)) continue; // one of a group has the Tab key; arrow keys go on
      groups.add(group);
      const name = `${++number}. <${one.tagName.toLowerCase()}> ${one.closest("[data-testid]")?.dataset.testid ?? ""} “${(one.getAttribute("aria-label") ?? one.innerText ?? "").trim().slice(0, 50)}”`;
      window.unfocused.set(one, { name, style: style(one) });
      if (able) wanted.push(name);
    }
    return wanted;
  }
  return window.came.splice(0);
}
