// Resolves once Streamlit's script has run, the page has the colour `paper`, and nothing has changed for a while.
async (paper) => {
  const app = () => document.querySelector("[data-testid=stApp]");
  const code = (colour) => "#" + colour.match(/\d+/g).slice(0, 3).map((n) => (+n).toString(16).padStart(2, "0")).join("").toUpperCase();
  const busy = () => {
    if (!app()) return false; // a page that is not Streamlit's
    if (app().dataset.testScriptState !== "notRunning") return true;
    if (code(getComputedStyle(app()).backgroundColor) !== paper) return true;
    if (document.querySelector("[data-stale=true], [data-testid=stSkeleton]")) return true;
    return document.getAnimations().some((one) => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Infinity);
  };
  let changed = performance.now();
  const note = () => { changed = performance.now(); };
  const watch = new MutationObserver(note);
  watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  const began = performance.now();
  let last = began, frames = 0;
  await new Promise((done, failed) => {
    const step = () => {
      const now = performance.now();
      if (busy() || now - last > 100) { note(); frames = 0; } // a frame that took long: charts are being drawn
      last = now;
      if (now - changed > 150 && ++frames > 5) done();
      else if (now - began > 170000) failed(new Error("the page does not come to rest"));
      else requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  watch.disconnect();
}
