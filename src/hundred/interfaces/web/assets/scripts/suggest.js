// Completes what is typed into a form marked `data-suggest` with the address that knows. Choosing a completion
// searches for it; the form does its work without any of this.
import "./accessible-autocomplete.min.js";

const pause = 150; // milliseconds without a key before we ask

export function suggestions() {
  for (const form of document.querySelectorAll("form[data-suggest]")) complete(form);
}

function complete(form) {
  const field = form.querySelector("input[type=search]");
  const place = document.createElement("div");
  place.className = "hd-suggest";
  field.replaceWith(place);
  window.accessibleAutocomplete({
    element: place,
    id: field.id,
    name: field.name,
    defaultValue: field.value,
    inputClasses: "govuk-input",
    minLength: 2,
    confirmOnBlur: false,
    showNoOptionsFound: false,
    displayMenu: "overlay",
    source: asker(form.dataset.suggest),
    // what a template gives is taken for HTML
    templates: { inputValue: (text) => text ?? "", suggestion: (text) => escaped(text ?? "") },
    onConfirm: (text) => text && search(form, place.querySelector("input"), text),
  });
  // the component keeps Enter to itself while its menu is open, but with nothing chosen it means: search
  place.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !place.querySelector("[aria-selected=true]")) form.requestSubmit();
  }, true);
}

function search(form, input, text) {
  input.value = text;
  form.requestSubmit();
}

function asker(address) {
  let waiting, asked;
  return (typed, show) => {
    clearTimeout(waiting);
    asked?.abort();
    waiting = setTimeout(async () => {
      asked = new AbortController();
      try {
        const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
        if (answer.ok) show((await answer.json()).suggestions.map((each) => each.text));
      } catch {
        // the next letter asks again, and the form works without
      }
    }, pause);
  };
}

function escaped(text) {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
}
