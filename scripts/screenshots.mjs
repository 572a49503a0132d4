// Takes the pictures of docs/images from the real app: served as `pogo serve` does, with episodes recorded, policies
// trained and replayed on the spot. `node scripts/screenshots.mjs [name …]` takes only those named, and does only what
// they need.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { ensureBuilt } from "./lib/ensure-built.mjs";
import { ROOT } from "./lib/paths.mjs";
import { say } from "./lib/report.mjs";

const IMAGES = join(ROOT, "docs", "images");
const CLI = join(process.env.POGO_BUILD ?? join(ROOT, "out"), "main", "cli.js");
const NORMAL = { width: 1280, height: 720 };
const WIDE = { width: 1920, height: 1080 };
/** Where nothing is pictured: drawn without a GPU, a larger scene would take the control loop's processor. */
const SMALL = { width: 480, height: 270 };
const WAIT = 150_000;
const DRIVING = ["drive-guide", "quick-menu", "drive", "rewind", "drive-wide", "review", "takeover"];
const LIBRARY = ["library", "library-wide", "export", "statistics", "library-light"];
const POLICIES = ["policies", "compare", "policy", "replay"];
const TRAINING = ["train-running", "train", ...POLICIES];
const LIGHT = ["library-light", "drive-light"];
const PICTURES = new Set(["welcome", "settings", "controller", ...DRIVING, ...LIBRARY, ...TRAINING, ...LIGHT]);
const PAD = { start: 9, keep: 0, rewind: 4, takeover: 5, discard: 1, menu: 10 };

/**
 * The picture quality that a GPU gives, on any machine: the viewer lowers it where frames are slow, which says nothing
 * about a picture that stands still. It judges no frame after a pause of more than a second, so each seems to be one.
 * Runs in the scene's worker.
 */
function pretendFastGraphics() {
  const frame = globalThis.requestAnimationFrame.bind(globalThis);
  const clock = performance.now.bind(performance);
  let frames = 0;
  performance.now = () => clock() + frames * 1001;
  globalThis.requestAnimationFrame = (callback) =>
    frame(() => {
      frames += 1;
      callback(performance.now());
    });
  const read = WebGL2RenderingContext.prototype.getParameter;
  WebGL2RenderingContext.prototype.getParameter = function getParameter(name) {
    const value = read.call(this, name);
    return typeof value === "string" ? value.replaceAll(/swiftshader|llvmpipe/gi, "GPU") : value;
  };
}

/** One pad of the standard layout at `window.pad`. */
function installPad() {
  const axes = [0, 0, 0, 0];
  const buttons = Array.from({ length: 17 }, () => 0);
  let connected = false;
  const snapshot = () => ({
    id: "Xbox Wireless Controller (STANDARD GAMEPAD Vendor: 045e Product: 02fd)",
    index: 0,
    connected,
    mapping: "standard",
    timestamp: performance.now(),
    axes: [...axes],
    buttons: buttons.map((value) => ({ pressed: value > 0.5, touched: value > 0, value })),
    vibrationActuator: null,
  });
  navigator.getGamepads = () => [connected ? snapshot() : null, null, null, null];
  window.pad = {
    connect: () => {
      connected = true;
      window.dispatchEvent(Object.assign(new Event("gamepadconnected"), { gamepad: snapshot() }));
    },
    axis: (index, value) => {
      axes[index] = value;
    },
    press: async (index) => {
      buttons[index] = 1;
      await new Promise((done) => setTimeout(done, 400));
      buttons[index] = 0;
    },
  };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PICTURES.has(name));
if (unknown.length > 0) {
  say(`There is no picture called ${unknown.join(", ")}. There are: ${[...PICTURES].join(", ")}.`);
  process.exit(2);
}

if (process.env.POGO_BUILD === undefined) await ensureBuilt();
mkdirSync(IMAGES, { recursive: true });
const temporary = mkdtempSync(join(tmpdir(), "pogo-pictures-"));
const home = join(temporary, "Pogo");
const env = { ...process.env, POGO_HOME: home };

const server = spawn(process.execPath, [CLI, "serve", "--json", "--port", "0"], {
  env,
  stdio: ["ignore", "pipe", "inherit"],
});
const [line] = await once(createInterface(server.stdout), "line");
const { url } = JSON.parse(line);
const executablePath =
  process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: NORMAL });
page.setDefaultTimeout(WAIT);
await page.route(/scene-worker[^/]*\.js$/, async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: `(${String(pretendFastGraphics)})();\n${await response.text()}` });
});
await page.addInitScript(installPad);

const pause = (milliseconds) => page.waitForTimeout(milliseconds);
const main = page.getByRole("main");
const replay = page.getByTestId("replay-screen");
const go = (hash) => page.evaluate((next) => void (window.location.hash = next), hash);
const chosen = (name) => wanted.length === 0 || wanted.includes(name);
const anyOf = (...names) => names.some(chosen);

async function take(name, size = NORMAL) {
  if (!chosen(name)) return;
  await page.setViewportSize(size);
  await page.mouse.move(size.width / 2, 4);
  await pause(1500);
  await calm();
  await page.screenshot({ path: join(IMAGES, `${name}.png`), timeout: WAIT });
  await page.setViewportSize(NORMAL);
  say(`docs/images/${name}.png`);
}

/** Waits until the scene is drawn, and a little for a control loop that the larger picture holds up. */
async function calm() {
  // Charts are drawn on a canvas too, which has no class.
  const hidden = page.locator("canvas[class*=canvas]:not([data-shown])");
  for (let look = 0; look < 100 && (await hidden.count()) > 0; look += 1) await pause(200);
  const held = page.locator("[data-testid=tick-health][data-verdict=bad]");
  for (let look = 0; look < 8 && (await held.count()) > 0; look += 1) await pause(200);
}

async function recordScriptedEpisodes() {
  say("Recording episodes of the scripted expert…");
  const folder = join(home, "datasets", "scripted");
  const args = ["record", "--scripted", "--dataset", folder, "--episodes", "16", "--seed", "1", "--json"];
  await promisify(execFile)(process.execPath, [CLI, ...args], { env, maxBuffer: 1e8 });
  await page.reload();
}

async function choose(scheme) {
  await go("#/settings");
  await page.getByText(scheme, { exact: true }).click();
}

async function pictureOfSettings() {
  await page.goto(`${url}#/settings`);
  await page.getByRole("heading", { name: "Welcome to Pogo" }).waitFor();
  await page.getByText(/holds 80 expert episodes/).waitFor();
  await page.getByText("Watch a policy hop").waitFor();
  await take("welcome");
  await page.getByRole("button", { name: "Look around first" }).click();
  await page.getByLabel("Countdown").fill("0");
  await page.getByLabel("Episode length").fill("20");
  await page.getByLabel("Operator").fill("Ada");
  await page.getByLabel("Operator").press("Tab");
  await take("settings");
}

/** The set-up of a pad, at the step with the most to see. */
async function pictureOfTheWizard() {
  await page.evaluate(() => window.pad.connect());
  await go("#/settings/controller");
  const next = page.getByRole("button", { name: "Next" });
  await page.getByText("Standard layout", { exact: true }).waitFor();
  for (let step = 0; step < 3; step += 1) await next.click();
  await page.evaluate(() => {
    window.pad.axis(0, 0.55);
    window.pad.axis(1, -0.35);
  });
  const curve = page.getByRole("slider", { name: "Curve" });
  await curve.focus();
  for (let step = 0; step < 8; step += 1) await curve.press("ArrowRight");
  await take("controller");
  await page.evaluate(() => {
    window.pad.axis(0, 0);
    window.pad.axis(1, 0);
  });
  await page.getByRole("button", { name: "Cancel" }).click();
}

async function picturesOfDriving() {
  await go("#/library");
  await page.getByRole("button", { name: "New dataset" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Morning drives");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("button", { name: "Drive and record here" }).click();
  await page.evaluate(() => window.pad.connect());
  await page.locator("[data-testid=drive-screen][data-device=pad][data-worker=ready][data-phase=idle]").waitFor();
  await page.evaluate(() => window.pad.axis(0, 0.6));
  await page.locator("[data-testid=first-speed][data-state=done]").waitFor();
  await take("drive-guide");
  if (chosen("quick-menu")) await pictureOfQuickMenu();
  // The card compares a fall with the episodes before it.
  if (anyOf("drive", "review")) await driveOnce(0.75, () => take("drive"));
  if (anyOf("rewind", "review")) await driveOnce(0.6, pictureOfRewinding);
  if (chosen("drive-wide")) await driveOnce(0.55, () => take("drive-wide", WIDE));
  if (chosen("review")) await pictureOfAFall();
  if (chosen("takeover")) await pictureOfTakeover();
}

async function pictureOfQuickMenu() {
  const menu = page.getByTestId("quick-menu");
  await press(PAD.menu);
  await menu.getByText("Level").first().waitFor();
  await take("quick-menu");
  await press(PAD.discard);
  await menu.getByText("Level").first().waitFor({ state: "hidden" });
}

const driving = (phase) => page.locator(`[data-testid=drive-screen][data-phase=${phase}]`).waitFor();
const press = (button) => page.evaluate((index) => window.pad.press(index), button);

/** An episode at a speed of the stick, with something to do in its middle. */
async function driveOnce(speed, inTheMiddle) {
  await page.setViewportSize(SMALL);
  await page.evaluate((value) => window.pad.axis(0, value), speed);
  await press(PAD.start);
  await driving("recording");
  await pause(8000);
  if (inTheMiddle !== null) await inTheMiddle();
  await page.setViewportSize(SMALL);
  await driveToTheEnd();
  await pause(2000);
  await press(PAD.keep);
  await driving("idle");
  await page.setViewportSize(NORMAL);
}

/** On a busy machine the page may stand still, and then the recorder pauses. */
async function driveToTheEnd() {
  const card = page.getByTestId("review-card");
  for (;;) {
    await page.getByTestId("paused").or(card).first().waitFor();
    if (await card.isVisible()) return;
    await page.getByTestId("pause").click();
    await driving("recording");
  }
}

async function pictureOfRewinding() {
  await page.setViewportSize(NORMAL);
  await page.evaluate(() => window.pad.axis(0, 0));
  await press(PAD.rewind);
  await driving("rewinding");
  const timeline = page.getByTestId("rewind-range");
  await timeline.fill(String(Number(await timeline.getAttribute("max")) - 60));
  await timeline.blur();
  await take("rewind");
  await press(PAD.keep);
  await driving("recording");
  await page.evaluate(() => window.pad.axis(0, 0.5));
}

async function chooseLevel(level) {
  await page.setViewportSize(NORMAL);
  await page.getByTestId("level").click();
  await page.getByTestId(`level-${level}`).click();
  await page.locator(`[data-testid=drive-screen][data-level=${level}]`).waitFor();
  await pause(1500);
}

/** A thigh that is turned by hand makes it fall within two seconds; its card when that has been played again. */
async function pictureOfAFall() {
  await chooseLevel("torque");
  await page.setViewportSize(SMALL);
  await page.evaluate(() => window.pad.axis(0, 0.5));
  await press(PAD.start);
  await driveToTheEnd();
  await page.locator("[data-testid=review-card][data-replay=rested]").waitFor();
  await take("review");
  await press(PAD.discard);
  await driving("idle");
  await chooseLevel("cruise");
}

async function pictureOfTakeover() {
  await page.getByTestId("driver").click();
  await page.getByRole("menuitem").nth(1).click();
  await page.getByTestId("holder").waitFor();
  await page.evaluate(() => window.pad.axis(0, 0.9));
  // Slow, so that the policy does not run faster yet than the controller that balances for a person can go.
  await page.getByTestId("time-scale").getByText("¼").click();
  await press(PAD.start);
  await driving("recording");
  await pause(2000);
  await press(PAD.takeover);
  await take("takeover");
  await press(PAD.discard);
  await driving("idle");
  await page.getByTestId("time-scale").getByText("1×").click();
  await page.getByTestId("driver").click();
  await page.getByRole("menuitem").first().click();
}

const episodes = page.getByRole("grid", { name: "Episodes" });
const openDataset = (name) => page.getByRole("navigation", { name: "Datasets" }).getByText(name).click();
const showView = (name) => page.getByText(name, { exact: true }).first().click();

/** Says something of a few episodes, by the table's keys. */
async function labelEpisodes() {
  const keys = [
    [1, ["s", "Shift+Digit4"]],
    [2, ["s", "Shift+Digit5", "k"]],
    [3, ["f", "Shift+Digit2"]],
    [5, ["s", "Shift+Digit3"]],
  ];
  for (const [row, pressed] of keys) {
    await episodes.getByRole("row").nth(row).click();
    await episodes.getByRole("row").nth(row).locator("button").first().focus();
    for (const key of pressed) await page.keyboard.press(key);
    await pause(1500);
  }
  await page.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: /^Split/ }).click();
  await page.getByRole("button", { name: "Split", exact: true }).click();
  await episodes.getByText("validation").first().waitFor();
  await episodes.getByRole("row").nth(2).click();
  await page.getByLabel("Tags").first().click();
  await page.keyboard.type("even gait,");
  await episodes.getByText("even gait").waitFor();
  await page.getByRole("slider", { name: "First step kept" }).focus();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Undo: trim/ }).waitFor();
  await page.getByRole("heading", { name: "Library" }).click();
}

async function picturesOfTheLibrary() {
  await go("#/library");
  await openDataset(/scripted/i);
  await page.getByRole("img", { name: /^Height from/ }).waitFor();
  await labelEpisodes();
  await pause(10_000);
  await take("library");
  await take("library-wide", WIDE);
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("radio", { name: "Minari" }).click();
  await page.getByRole("region", { name: "What the export makes" }).getByText("Episodes").waitFor();
  const destination = page.getByText(join(home, "exports"));
  await destination.evaluate((element, from) => {
    element.textContent = element.textContent.replace(from, "/home/ada/Pogo");
  }, home);
  await take("export");
  await page.keyboard.press("Escape");
  await openDataset(/CS285/);
  await episodes.waitFor();
  await showView("Statistics");
  await page.getByRole("table", { name: "Statistics by dimension" }).waitFor();
  await take("statistics", WIDE);
}

async function startRun(preset, name, epochs) {
  await page.getByRole("combobox", { name: "Preset" }).click();
  await page.getByRole("option", { name: preset, exact: true }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Epochs", exact: true }).fill(String(epochs));
  await page.getByRole("button", { name: "Start training" }).click();
  await main.getByRole("button", { name: "Cancel", exact: true }).waitFor();
}

async function picturesOfTraining() {
  await go("#/train");
  await page.getByRole("combobox", { name: "Dataset" }).click();
  await page.getByRole("option", { name: /CS285/ }).click();
  for (const [preset, name] of [
    ["tanh · SGD", "tanh SGD"],
    ["ReLU · Adam · L2", "ReLU Adam L2"],
  ]) {
    await startRun(preset, name, 4);
    await main.getByRole("button", { name: "Watch" }).waitFor();
  }
  await startRun("Recommended", "Recommended", 20);
  for (const name of ["tanh SGD", "ReLU Adam L2"])
    await page.getByRole("checkbox", { name: `Draw ${name}`, exact: true }).check();
  await pause(4000);
  await page.getByRole("button", { name: /^Jobs/ }).click();
  await take("train-running");
  await page.getByRole("button", { name: /^Jobs/ }).click();
  await main.getByRole("button", { name: "Watch" }).waitFor();
  await take("train");
}

async function picturesOfPolicies() {
  await go("#/policies");
  await page.getByRole("table").waitFor();
  await take("policies");
  const compared = ["Recommended", "tanh SGD", "ReLU Adam L2"];
  for (const name of compared) await page.getByRole("checkbox", { name: `Compare ${name}`, exact: true }).check();
  await page.getByRole("button", { name: "Compare 3" }).click();
  await page.getByRole("table", { name: "Side by side" }).waitFor();
  await take("compare", WIDE);
  await go("#/policies");
  await page.getByRole("button", { name: "Details of Recommended", exact: true }).click();
  await page.getByRole("dialog").waitFor();
  await take("policy");
  await page.getByRole("dialog").getByRole("button", { name: "Watch" }).click();
  await replay.and(page.locator("[data-subject=policy]")).waitFor();
  await pause(5000);
  await take("replay");
}

async function picturesInLight() {
  await page.evaluate(() => window.pad.axis(0, 0.6));
  await choose("Light");
  await go("#/library");
  await openDataset(/scripted/i);
  await page.getByRole("img", { name: /^Height from/ }).waitFor();
  await take("library-light");
  await go("#/drive");
  await page.locator("[data-testid=drive-screen][data-worker=ready]").waitFor();
  await pause(5000);
  await take("drive-light");
  await choose("Dark");
}

try {
  await pictureOfSettings();
  if (chosen("controller")) await pictureOfTheWizard();
  await recordScriptedEpisodes();
  if (anyOf(...DRIVING)) await picturesOfDriving();
  if (anyOf(...LIBRARY)) await picturesOfTheLibrary();
  // A policy's pictures need the policy that training makes.
  if (anyOf(...TRAINING)) await picturesOfTraining();
  if (anyOf(...POLICIES)) await picturesOfPolicies();
  if (anyOf(...LIGHT)) await picturesInLight();
} finally {
  await browser.close();
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  await ended;
  rmSync(temporary, { recursive: true, force: true });
}
