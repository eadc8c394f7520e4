// A button on each block marked `data-copy`, which copies its text and says so.
export function copyButtons() {
  if (!navigator.clipboard) return; // only offered where it can work (a secure address)
  for (const block of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hd-copy__button";
    button.textContent = "Copy";
    const what = document.createElement("span");
    what.className = "govuk-visually-hidden";
    what.textContent = ` ${block.dataset.copy}`;
    button.append(what);
    const status = document.createElement("span");
    status.className = "govuk-visually-hidden";
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.querySelector("code, q, p").textContent.trim());
      button.firstChild.textContent = "Copied";
      status.textContent = "Copied";
      setTimeout(() => {
        button.firstChild.textContent = "Copy";
        status.textContent = "";
      }, 3000);
    });
    block.append(button, status);
  }
}
