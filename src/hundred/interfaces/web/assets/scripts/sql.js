// Asking in SQL: Ctrl and Enter run the question, and the names of columns go into it where they are pressed.
export function sqlQuestions() {
  for (const form of document.querySelectorAll("[data-sql]")) {
    const text = form.querySelector("textarea");
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    form.addEventListener("formdata", ({ formData }) => {
      if (!formData.get("find")) formData.delete("find"); // the address says what was asked, and no more
    });
    form.querySelector("[data-sql-keys]").hidden = false;
    for (const name of document.querySelectorAll("[data-insert]")) name.replaceWith(inserting(name, text));
  }
}

function inserting(name, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "hd-sql__insert";
  const unseen = document.createElement("span");
  unseen.className = "govuk-visually-hidden";
  unseen.textContent = "Put into your question: ";
  const code = document.createElement("code");
  code.textContent = name.textContent;
  button.append(unseen, code);
  button.addEventListener("click", () => {
    text.setRangeText(code.textContent, text.selectionStart, text.selectionEnd, "end");
    text.focus();
  });
  return button;
}
