// Keeps a part of the page fresh by asking for the same page again and taking that part from the answer.
// Without JavaScript a <noscript> refresh in the page's head does the same.
export function liveRegions() {
  for (const region of document.querySelectorAll("[data-live]")) keepFresh(region.id, Number(region.dataset.live) * 1000);
}

function keepFresh(id, pause) {
  setTimeout(async () => {
    const region = document.getElementById(id);
    try {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(id);
      // the work is over: show the whole page as it is now, its report included
      if (!fresh || !fresh.dataset.live) return window.location.reload();
      region.replaceChildren(...document.importNode(fresh, true).childNodes);
    } catch {
      pause = Math.min(pause * 2, 60_000); // the server is busy or away; ask less often
    }
    keepFresh(id, pause);
  }, pause);
}
