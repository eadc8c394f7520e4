// An address such as /files/<sha256>#L1482 names a line the server cannot see, because a browser keeps what
// follows the # to itself. Where the page does not show that line, ask for the part of the file that does.
export function linesByAddress() {
  const block = document.querySelector("[data-lines]");
  if (!block) return;
  const seek = () => {
    const wanted = /^#L(\d+)$/.exec(window.location.hash);
    if (!wanted || document.getElementById(`L${wanted[1]}`)) return;
    const address = new URL(window.location.href);
    if (address.searchParams.get("line") === wanted[1]) return; // asked already: there is no such line
    address.searchParams.set("line", wanted[1]);
    window.location.replace(address);
  };
  seek();
  window.addEventListener("hashchange", seek);
}
