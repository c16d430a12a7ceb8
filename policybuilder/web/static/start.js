import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Long work: what is on the screen is renewed while it is under way; without scripts, a link does the same.
const shown = document.getElementById("progress");
if (shown) {
  const look = async () => {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById("progress");
      if (!now) return location.reload();
      const words = now.querySelector("[role=status]").textContent;
      const status = shown.querySelector("[role=status]");
      if (status.textContent !== words) status.textContent = words;
      const bar = now.querySelector("progress");
      const old = shown.querySelector("progress");
      if (bar && old) old.value = bar.value;
      else if (bar) shown.prepend(document.importNode(bar, true));
    } catch {
      // The program was stopped: the link says so to whoever follows it.
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
