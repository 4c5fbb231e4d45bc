// Opens pages of an audit in headless Chromium and uses them as readers do:
//     node audit.mjs FOLDER LARGE.html SMALL.html...
// Each small page is looked at in every light (screenshots go into FOLDER) and by
// axe-core; the large one is sorted, filtered and measured. FOLDER has axe-core and
// playwright-core in its node_modules. CHROMIUM names the browser.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, large, ...small] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(folder, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const LIMIT = 200; // ms of script for anything that a reader waits for
const PAPER = 718; // pixels of A4 between margins of 1 cm
const ROWS = "#inventory tbody tr";
let asked = 0;
let failed = 0;

function expect(what, good, seen = "") {
	asked++;
	if (good) return;
	failed++;
	console.log(`FAILED: ${what}${seen === "" ? "" : `: ${seen}`}`);
}

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});

// What the page complains of and what it asks for is a failure.
async function open(file, options = {}, fragment = "") {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	context.setDefaultTimeout(10000);
	const page = await context.newPage();
	const name = basename(file);
	page.on("console", (message) => expect(`${name}: a quiet console`, false, message.text()));
	page.on("pageerror", (error) => expect(`${name}: no error`, false, error.message));
	page.on("request", (request) => expect(`${name}: nothing is loaded`,
		request.url().split("#")[0] === pathToFileURL(file).href, request.url()));
	await page.goto(pathToFileURL(file).href + fragment);
	return page;
}

const close = (page) => page.context().close();
const rows = (page) => page.locator(ROWS).count();
const said = (page) => page.locator("#count").innerText();
const cells = (page, n) => page.locator(`${ROWS} > :nth-child(${n})`).allInnerTexts();

// ---- how it looks, and to whom ----

async function look(file, width, colorScheme, media) {
	const page = await open(file, { viewport: { width, height: 900 }, colorScheme });
	const name = `${basename(file, ".html")}-${width}-${colorScheme}-${media}`;
	await page.emulateMedia({ media, colorScheme });
	await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
	await page.evaluate(() => document.querySelectorAll("details").forEach((it) => { it.open = true; }));
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(`${name}: no wider than the window`, wide <= width, wide);
	await page.evaluate(axe);
	const found = await page.evaluate(() => window.axe.run());
	expect(`${name}: axe-core looked`, found.passes.length > 15, found.passes.length);
	for (const { id, impact, nodes } of found.violations)
		expect(`${name}: axe-core`, false, `${impact}, ${id}: ${nodes[0].html.slice(0, 120)}`);
	await close(page);
}

async function withoutScript(file) {
	const bare = await open(file, { javaScriptEnabled: false });
	const page = await open(file);
	const name = basename(file);
	const words = async (it) => (await it.locator("main > :not(#inventory)").allTextContents())
		.join(" ").replace(/\s+/g, " ");
	expect(`${name}: the same text without a script`, await words(bare) === await words(page));
	await page.locator("#all").click();
	expect(`${name}: the same rows without a script`, await rows(bare) === await rows(page));
	expect(`${name}: no controls without a script`,
		!(await bare.locator("form").isVisible()) && await page.locator("form").isVisible());
	await close(bare);
	await close(page);
}

// ---- how it is used ----

async function sort() {
	const page = await open(large);
	const heading = page.locator("#inventory thead th").nth(6);
	const rising = (list) => list.every((n, i) => !i || Number(list[i - 1]) <= Number(n));
	await heading.locator("button").focus();
	await page.keyboard.press("Enter");
	expect("sorted by words", rising(await cells(page, 7)));
	expect("sorted: for screen readers", await heading.getAttribute("aria-sort") === "ascending");
	await page.keyboard.press("Space");
	expect("sorted downwards", rising((await cells(page, 7)).reverse()));
	expect("sorted: it is said", /sorted by words, descending/.test(await said(page)), await said(page));
	expect("sorted: in the address", page.url().endsWith("#sort=-6"), page.url());
	for (let column = 0; column < 10; column++) {
		await page.locator("#inventory thead button").nth(column).click();
		expect(`column ${column} sorts`, await page.locator("#inventory thead [aria-sort]").count() === 1);
	}
	const first = page.locator("#rules > .scroll table").last();
	await first.locator("thead button").first().click();
	const names = await first.locator("tbody th").allInnerTexts();
	expect("other tables sort", names.join() === [...names].sort().join(), names.slice(0, 3));
	await close(page);
}

async function filter() {
	const page = await open(large);
	const all = Number((await said(page)).split(" ")[0]);
	expect("a page of rows", await rows(page) === 100, await rows(page));
	await page.locator("select[name=persona]").focus();
	await page.keyboard.press("ArrowDown");
	const persona = await page.locator("select[name=persona]").inputValue();
	expect("filtered by persona", (await cells(page, 2)).every((it) => it === persona));
	expect("filtered: it is said", Number((await said(page)).split(" ")[0]) < all, await said(page));
	await page.locator("select[name=severity]").selectOption("none");
	expect("filtered by findings", (await cells(page, 9)).every((it) => it === "0"));
	const address = page.url();
	const again = await open(large, {}, new URL(address).hash);
	expect("the address keeps it", await said(again) === await said(page), await said(again));
	await close(again);
	await page.locator("button[type=reset]").click();
	await page.waitForFunction((n) => document.getElementById("count").textContent.startsWith(n), String(all));
	await page.locator("input[name=q]").pressSequentially("article-00042");
	expect("searched", await rows(page) === 1, await said(page));
	await page.locator("input[name=q]").fill("no such words");
	expect("nothing found is said", /^0 of/.test(await said(page)) && await rows(page) === 0);
	await close(page);
}

async function follow() {
	const page = await open(large);
	const cell = page.locator("#matrix td a").first();
	const wanted = (await cell.innerText()).trim();
	await cell.focus();
	await page.keyboard.press("Enter");
	await page.waitForFunction((n) => document.getElementById("count").textContent.startsWith(`${n} of`), wanted);
	expect("a cell of the matrix filters", /persona=.*&stage=/.test(page.url()), page.url());
	expect("a cell leads to the inventory", await page.locator("#inventory h2").evaluate(
		(it) => it.getBoundingClientRect().top >= 0 && it.getBoundingClientRect().top < innerHeight));
	await page.goBack();
	await page.waitForFunction((n) => !document.getElementById("count").textContent.startsWith(`${n} of`), wanted);
	await close(page);
}

async function walk() {
	const page = await open(large);
	await page.keyboard.press("Tab");
	expect("the first stop skips the contents",
		await page.evaluate(() => document.activeElement.className) === "skip");
	await page.keyboard.press("Enter");
	await page.keyboard.press("Tab");
	expect("… to the report", await page.evaluate(() => document.activeElement.closest("main") !== null));
	await page.locator("#next").focus();
	await page.keyboard.press("Enter");
	expect("the next page", /page 2 of/.test(await said(page)) && page.url().endsWith("#page=2"), page.url());
	await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
	const all = (await said(page)).split(" ")[0];
	expect("all rows are printed", String(await rows(page)) === all, await rows(page));
	await close(page);
}

// Milliseconds of script, and until the page has its new layout.
async function measure() {
	const page = await open(large);
	const figures = await page.evaluate(async () => {
		const out = {};
		const time = (name, act) => {
			const from = performance.now();
			act();
			const script = performance.now() - from;
			document.body.getBoundingClientRect();
			out[name] = [script, performance.now() - from];
		};
		const press = (n) => document.querySelectorAll("#inventory thead button")[n].click();
		const set = (name, value) => {
			const field = document.querySelector("form").elements[name];
			field.value = value;
			field.dispatchEvent(new Event("input", { bubbles: true }));
		};
		const [load] = performance.getEntriesByType("navigation");
		out.open = [load.domContentLoadedEventEnd - load.domContentLoadedEventStart, load.loadEventEnd];
		time("sort by article", () => press(0));
		time("sort by words", () => press(6));
		time("search", () => set("q", "article-0004"));
		time("search no more", () => set("q", ""));
		time("filter", () => set("severity", "warning"));
		time("all on one page", () => document.getElementById("all").click());
		const shifts = await new Promise((done) => {
			let sum = 0;
			new PerformanceObserver((list) => list.getEntries().forEach((it) => { sum += it.value; }))
				.observe({ type: "layout-shift", buffered: true });
			setTimeout(() => done(sum), 200);
		});
		return { out, shifts };
	});
	for (const [name, [script, layout]] of Object.entries(figures.out)) {
		console.log(`  ${name}: ${script.toFixed(0)} ms of script, ${layout.toFixed(0)} ms in all`);
		expect(`${name}: under ${LIMIT} ms of script`, script < LIMIT, script);
	}
	expect("nothing shifts while it loads", figures.shifts < 0.02, figures.shifts);
	await close(page);
}

for (const file of small) {
	for (const scheme of ["light", "dark"]) {
		for (const width of [1280, 360]) await look(file, width, scheme, "screen");
		await look(file, PAPER, scheme, "print");
	}
	await withoutScript(file);
}
await withoutScript(large);
await sort();
await filter();
await follow();
await walk();
await measure();
await browser.close();
console.log(`browser: ${asked} questions, ${failed} failed`);
process.exit(failed || !asked ? 1 : 0);
