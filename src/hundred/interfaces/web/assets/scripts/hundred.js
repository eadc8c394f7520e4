// What pages gain where JavaScript runs. Every page does its work without it.
import { initAll } from "./govuk-frontend.min.js";
import { copyButtons } from "./copy.js";
import { liveRegions } from "./live.js";
import { linesByAddress } from "./lines.js";
import { sqlQuestions } from "./sql.js";
import { suggestions } from "./suggest.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
// GOV.UK's drop zone hides a comma in its name, which then is not the text that people see and say.
for (const zone of document.querySelectorAll(".govuk-file-upload-button")) {
  document.getElementById(`${zone.id}-comma`)?.replaceWith(" ");
  zone.setAttribute("aria-labelledby", `${zone.id}-label ${zone.id}`);
}
copyButtons();
liveRegions();
linesByAddress();
sqlQuestions();
suggestions();

// On a small screen the filters start closed, so that results come first.
if (window.matchMedia("(max-width: 40.0525em)").matches) {
  for (const panel of document.querySelectorAll("details[data-close-when-narrow]")) panel.open = false;
}
