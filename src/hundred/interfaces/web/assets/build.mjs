// Builds everything a page loads into ../static/built: styles, script, typefaces and images.
// Nothing is done when nothing has changed since the last build; `--force` builds anyway.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const assets = dirname(fileURLToPath(import.meta.url));
const root = join(assets, "../../../../..");
const modules = join(root, "node_modules");
const home = join(assets, "../static/built");
const built = `${home}.new`; // put in place when it is whole, so that a running site never misses a style
const stampName = ".made-from";
const stamp = join(home, stampName);

// The alphabets our pages are written in; each file is fetched only by a page that needs it.
const typefaces = {
  "source-sans-3": ["latin-wght-normal", "latin-ext-wght-normal", "latin-wght-italic"],
  "source-serif-4": ["latin-wght-normal", "latin-ext-wght-normal"],
  "source-code-pro": ["latin-wght-normal"],
};

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const file of [...filesUnder(assets), join(root, "package-lock.json")]) {
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

async function buildStyles() {
  const sass = await import(pathToFileURL(join(modules, "sass/sass.node.mjs")).href);
  const { css } = sass.compile(join(assets, "styles/hundred.scss"), {
    loadPaths: [modules],
    style: "compressed",
    quietDeps: true,
  });
  writeFileSync(join(built, "hundred.css"), css);
}

// Scripts of others that pages load as they are.
const scripts = [
  "govuk-frontend/dist/govuk/govuk-frontend.min.js",
  "accessible-autocomplete/dist/accessible-autocomplete.min.js",
];

function copyScripts() {
  for (const path of scripts) {
    // the source map stays behind, so its address must not be asked for
    const script = readFileSync(join(modules, path), "utf8").replace(/\/\/# sourceMappingURL=.*\s*$/, "");
    writeFileSync(join(built, basename(path)), script);
  }
  cpSync(join(assets, "scripts"), built, { recursive: true });
}

function copyTypefaces() {
  for (const [family, cuts] of Object.entries(typefaces)) {
    const source = join(modules, "@fontsource-variable", family);
    const target = join(built, "type", family);
    mkdirSync(target, { recursive: true });
    for (const cut of cuts) cpSync(join(source, "files", `${family}-${cut}.woff2`), join(target, `${cut}.woff2`));
    cpSync(join(source, "LICENSE"), join(target, "LICENSE")); // the Open Font License travels with the font
  }
}

const now = fingerprint();
const force = process.argv.includes("--force");
if (!force && existsSync(stamp) && readFileSync(stamp, "utf8") === now) {
  console.log("Page assets are up to date.");
} else {
  if (!existsSync(modules)) {
    console.error("The front-end packages are missing. Run: npm ci --ignore-scripts --omit=optional");
    process.exit(1);
  }
  rmSync(built, { recursive: true, force: true });
  mkdirSync(built, { recursive: true });
  await buildStyles();
  copyScripts();
  copyTypefaces();
  cpSync(join(assets, "images"), join(built, "images"), { recursive: true });
  writeFileSync(join(built, stampName), now);
  rmSync(home, { recursive: true, force: true });
  renameSync(built, home);
  console.log(`Page assets built in ${relative(process.cwd(), home)}.`);
}
