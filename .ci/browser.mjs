// Works report pages as a person would, with the keyboard; any error on the console and any request for something outside
// of the page is a failure. Screenshots stand beside the page: light and dark, wide and narrow.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const { default: puppeteer } = createRequire(join(process.env.NODE_PATH, "any.js"))("puppeteer-core");
const [executablePath, ...folders] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

async function open(folder, problems) {
  const page = await browser.newPage();
  page.on("console", (message) => problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== address(folder) && !request.url().startsWith(`${address(folder)}#`)) {
      problems.push(`fetched: ${request.url()}`);
    }
  });
  await page.goto(address(folder), { waitUntil: "networkidle0" });
  return page;
}

const address = (folder) => pathToFileURL(resolve(folder, "report.html")).href;
const text = (page, selector) => page.$eval(selector, (element) => element.textContent);
const visible = (page, selector) =>
  page.$$eval(selector, (all) => all.filter((element) => element.checkVisibility()).length);

async function findings(page, report) {
  const all = report.findings.length;
  assert.equal(await visible(page, ".finding"), all);
  if (all === 0) return;
  // the filter, by its words
  await page.focus("#find");
  await page.keyboard.type(report.findings[0].oracle);
  const named = report.findings.filter((finding) => finding.oracle === report.findings[0].oracle).length;
  const found = await visible(page, ".finding");
  assert.ok(found >= named && found <= all, `${found} of ${all} shown`);
  await page.keyboard.type(" nothing-has-this-name");
  assert.equal(await visible(page, ".finding"), 0);
  assert.equal(await text(page, "#found"), `0 of ${all} shown`);
  await page.$eval("#find", (input) => { input.value = ""; input.dispatchEvent(new Event("input")); });
  // a level, off and on, with the space bar
  const level = report.findings[0].level;
  await page.focus(`.toggle[data-level="${level}"]`);
  await page.keyboard.press("Space");
  assert.equal(await visible(page, `.finding[data-level="${level}"]`), 0);
  await page.keyboard.press("Space");
  assert.equal(await visible(page, ".finding"), all);
  // a finding, closed and opened, with the return key
  const body = "#finding-1 .body";
  assert.equal(await visible(page, body), 1, "the first one is open");
  await page.focus("#finding-1 > summary");
  await page.keyboard.press("Enter");
  assert.equal(await visible(page, body), 0);
  await page.keyboard.press("Enter");
  assert.equal(await visible(page, body), 1);
  assert.ok(await visible(page, "#finding-1 .sides pre") > 0);
  assert.ok(await visible(page, "#finding-1 mark") > 0, "the offending part is marked");
  // from the matrix to the finding, by its link
  if (all > 1) {
    await page.$eval("#close", (button) => button.click());
    const link = await page.$('#table .cell a');
    const target = await link.evaluate((element) => element.hash);
    await link.focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.$eval(target, (element) => element.open), `${target} opens`);
  }
}

async function oracles(page, report) {
  await page.$eval("#oracles details", (element) => { element.open = true; });
  const rows = report.oracles.length;
  assert.equal(await text(page, "#shown"), `${rows} of ${rows} shown`);
  await page.focus("#text");
  await page.keyboard.type("one-result-per-item");
  assert.equal(await visible(page, "#table tbody tr"), 1);
  await page.keyboard.press("Escape");
  await page.$eval("#text", (input) => { input.value = ""; input.dispatchEvent(new Event("input")); });
  await page.focus("#table thead th:nth-child(3) button");
  await page.keyboard.press("Enter");
  const armed = await page.$$eval("#table tbody td:nth-child(3)", (all) => all.map((cell) => Number(cell.textContent)));
  assert.deepEqual(armed, [...armed].sort((a, b) => a - b), "sorted by the column");
}

/** Nothing sticks out to the side, whatever the width. */
async function fits(page) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `the page is ${content} wide in a window of ${window}`);
}

async function look(page, folder) {
  const shots = join(folder, "screenshots");
  mkdirSync(shots, { recursive: true });
  for (const [look, width] of [["light", 1280], ["dark", 1280], ["light", 390], ["dark", 390]]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: look }]);
    await page.setViewport({ width, height: 900 });
    await page.$$eval(".operation", (all) => all.forEach((element, n) => { element.open = n === 0; }));
    await fits(page);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(ground === "rgb(255, 255, 255)", look === "light", `${look}: ${ground}`);
    await page.screenshot({ path: join(shots, `${look}-${width}.png`), fullPage: true });
  }
  console.log(`  screenshots in ${shots}`);
}

let failed = false;
for (const folder of folders) {
  const problems = [];
  try {
    assert.ok(existsSync(join(folder, "report.html")), `${folder} has no report.html`);
    const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
    const page = await open(folder, problems);
    assert.ok((await page.title()).endsWith(report.title));
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip", "a way past the head");
    await findings(page, report);
    await oracles(page, report);
    await look(page, folder);
    await page.close();
  } catch (error) {
    problems.push(error.message);
  }
  failed ||= problems.length > 0;
  console.log(`${folder}: ${problems.length ? problems.join("\n  ") : "ok"}`);
}
await browser.close();
process.exitCode = failed ? 1 : 0;
