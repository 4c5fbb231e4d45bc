/* Sorts every table, filters the inventory, and keeps what is shown in the
 * page's address. Without it the page has the same content, in its first order. */
"use strict";

document.documentElement.className = "js";

const PAGE = 100;
const NONE = "(none)";
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/* ---- sorting ---- */

/* What a cell is sorted by; null comes last in either direction. */
function keyOf(cell, number) {
	if (cell.dataset.order) return Number(cell.dataset.order);
	const text = cell.textContent.trim();
	if (cell.className === "none" || text === "") return null;
	return number ? parseFloat(text) : text;
}

function compare(a, b, direction) {
	if (a === null || b === null) return (a === null) - (b === null);
	return direction * (typeof a === "number" ? a - b : collator.compare(a, b));
}

/* The rows in the order of a column; equal ones stay as they are. */
function sorted(rows, column, number, direction) {
	return rows
		.map((row) => ({ row, key: keyOf(row.cells[column], number) }))
		.sort((a, b) => compare(a.key, b.key, direction))
		.map((item) => item.row);
}

/* Makes the headings of TABLE buttons that call CHOSEN(column, direction). */
function makeSortable(table, chosen) {
	const headings = [...table.tHead.rows[0].cells];
	headings.forEach((heading, column) => {
		const button = document.createElement("button");
		button.type = "button";
		button.append(...heading.childNodes);
		heading.append(button);
		button.addEventListener("click", () => {
			const up = heading.getAttribute("aria-sort") !== "ascending";
			chosen(column, up ? 1 : -1);
		});
	});
}

function showSort(table, column, direction) {
	[...table.tHead.rows[0].cells].forEach((heading, i) => {
		if (i === column) heading.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
		else heading.removeAttribute("aria-sort");
	});
}

function isNumber(table, column) {
	return table.tHead.rows[0].cells[column].className === "n";
}

function sortPlainTable(table) {
	const body = table.tBodies[0];
	makeSortable(table, (column, direction) => {
		body.replaceChildren(...sorted([...body.rows], column, isNumber(table, column), direction));
		showSort(table, column, direction);
	});
}

/* ---- the inventory ---- */

const COLUMNS = { persona: 1, pain: 2, stage: 3, cta: 4, channel: 5, advice: 9 };

function valuesOf(cell) {
	return cell.className === "none" ? [NONE] : cell.textContent.split(", ");
}

/* What is asked about each row, read once. */
function readRow(row) {
	const item = { row, text: row.textContent.toLowerCase(), state: [], severity: [] };
	for (const [name, column] of Object.entries(COLUMNS)) item[name] = valuesOf(row.cells[column]);
	for (const tag of row.cells[0].getElementsByClassName("tag")) item.state.push(tag.textContent);
	for (const part of row.cells[8].children) item.severity.push(part.className);
	if (!item.severity.length) item.severity.push("none");
	return item;
}

function fillSelect(select, values) {
	for (const value of [...new Set(values)].sort(collator.compare)) select.append(new Option(value, value));
}

class Inventory {
	constructor(section) {
		this.section = section;
		this.table = section.querySelector("table");
		this.body = this.table.tBodies[0];
		this.form = section.querySelector("form");
		this.count = document.getElementById("count");
		this.items = [...this.body.rows].map(readRow);
		this.matching = this.items;
		this.sort = null;
		this.page = 0;
		this.whole = false;
		for (const name of [...Object.keys(COLUMNS), "state"])
			fillSelect(this.form.elements[name], this.items.flatMap((item) => item[name]));
		this.listen();
		this.readAddress();
	}

	listen() {
		makeSortable(this.table, (column, direction) => this.change({ sort: { column, direction } }));
		this.form.addEventListener("input", () => this.change({}));
		this.form.addEventListener("submit", (event) => event.preventDefault());
		/* The fields are empty only after the event. */
		this.form.addEventListener("reset", () => setTimeout(() => this.change({ sort: null })));
		this.button("previous", () => ({ page: this.page - 1 }));
		this.button("next", () => ({ page: this.page + 1 }));
		this.button("all", () => ({ whole: !this.whole }));
		addEventListener("hashchange", () => this.readAddress());
		addEventListener("beforeprint", () => this.put(this.matching));
		addEventListener("afterprint", () => this.show());
	}

	button(id, change) {
		document.getElementById(id).addEventListener("click", () => this.change(change()));
	}

	/* What the reader did: shown, and kept in the address. */
	change({ sort = this.sort, page = 0, whole = this.whole }) {
		Object.assign(this, { sort, page, whole });
		this.filter();
		this.show();
		this.writeAddress();
	}

	filter() {
		const fields = [...new FormData(this.form)].filter(([name, value]) => name !== "q" && value);
		const words = this.form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
		this.matching = this.items.filter((item) =>
			fields.every(([name, value]) => item[name].includes(value)) &&
			words.every((word) => item.text.includes(word)));
		if (!this.sort) return;
		const { column, direction } = this.sort;
		const rows = this.matching.map((item) => item.row);
		this.matching = sorted(rows, column, isNumber(this.table, column), direction).map((row) => ({ row }));
	}

	put(items) {
		this.body.replaceChildren(...items.map((item) => item.row));
	}

	show() {
		const total = this.matching.length;
		const pages = this.whole ? 1 : Math.max(1, Math.ceil(total / PAGE));
		this.page = Math.min(Math.max(this.page, 0), pages - 1);
		const from = this.page * PAGE;
		this.put(this.whole ? this.matching : this.matching.slice(from, from + PAGE));
		this.section.classList.add("shown");
		showSort(this.table, this.sort ? this.sort.column : -1, this.sort ? this.sort.direction : 1);
		this.say(total, pages);
		this.buttons(pages);
	}

	say(total, pages) {
		let text = `${total} of ${this.items.length} articles`;
		if (pages > 1) text += `, page ${this.page + 1} of ${pages}`;
		if (this.sort) {
			const heading = this.table.tHead.rows[0].cells[this.sort.column].textContent.toLowerCase();
			text += `, sorted by ${heading}, ${this.sort.direction > 0 ? "ascending" : "descending"}`;
		}
		this.count.textContent = text;
	}

	buttons(pages) {
		/* Not `disabled`: that would take the focus away from who pages to the end. */
		document.getElementById("previous").setAttribute("aria-disabled", this.page === 0);
		document.getElementById("next").setAttribute("aria-disabled", this.page === pages - 1);
		document.getElementById("all").setAttribute("aria-pressed", this.whole);
	}

	/* ---- the address: #persona=ada&stage=decision&sort=-6&page=2 ---- */

	writeAddress() {
		const query = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value));
		if (this.sort) query.set("sort", (this.sort.direction > 0 ? "" : "-") + this.sort.column);
		if (this.page) query.set("page", this.page + 1);
		if (this.whole) query.set("page", "all");
		history.replaceState(null, "", "#" + (query.toString() || "inventory"));
	}

	readAddress() {
		const text = location.hash.slice(1);
		/* A section's anchor says nothing about the inventory. */
		if (text && text !== "inventory" && !text.includes("=")) return this.sort || this.filter(), this.show();
		const query = new URLSearchParams(text);
		const sort = /^(-?)([0-9])$/.exec(query.get("sort") || "");
		for (const field of this.form.elements) if (field.name) field.value = query.get(field.name) || "";
		for (const select of this.form.querySelectorAll("select")) if (select.selectedIndex < 0) select.value = "";
		this.sort = sort ? { column: Number(sort[2]), direction: sort[1] ? -1 : 1 } : null;
		this.whole = query.get("page") === "all";
		this.page = (parseInt(query.get("page"), 10) || 1) - 1;
		this.filter();
		this.show();
		if (text.includes("=")) this.section.scrollIntoView();
	}
}

/* A cell of a matrix leads to what it counts. */
function linkCells(heading) {
	const columns = [...heading.cells];
	for (const row of heading.closest("table").tBodies[0].rows) {
		[...row.cells].forEach((cell, i) => {
			const value = row.cells[0].dataset.id;
			if (!i || !value || !columns[i].dataset.id || !parseInt(cell.textContent, 10)) return;
			const query = new URLSearchParams();
			query.set(heading.dataset.rows, value);
			query.set(heading.dataset.columns, columns[i].dataset.id);
			const link = document.createElement("a");
			link.href = "#" + query;
			link.append(...cell.childNodes);
			cell.append(link);
		});
	}
}

/* Only what scrolls is a stop on the way of the tabulator key. */
function markScrolling() {
	for (const region of document.querySelectorAll(".scroll"))
		region.tabIndex = region.scrollWidth > region.clientWidth ? 0 : -1;
}

/* Paper cannot be unfolded. */
function unfoldForPrint() {
	const folded = () => document.querySelectorAll("details:not([open])");
	let opened = [];
	addEventListener("beforeprint", () => {
		opened = [...folded()];
		for (const it of opened) it.open = true;
	});
	addEventListener("afterprint", () => {
		for (const it of opened) it.open = false;
	});
}

document.addEventListener("DOMContentLoaded", () => {
	document.querySelectorAll("table.sortable:not(.inventory)").forEach(sortPlainTable);
	document.querySelectorAll("tr[data-rows]").forEach(linkCells);
	unfoldForPrint();
	const inventory = document.getElementById("inventory");
	if (inventory) new Inventory(inventory);
	/* After the page was painted: it has its layout then. */
	requestAnimationFrame(() => setTimeout(markScrolling));
	addEventListener("resize", markScrolling);
});
