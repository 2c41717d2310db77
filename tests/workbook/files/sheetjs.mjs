// form.json as SheetJS writes it: npm install xlsx@0.18.5 && node sheetjs.mjs
import { readFileSync } from "node:fs";
import XLSX from "xlsx";

const cell = (value) => {
  if (value === "") return null;
  if (value.date) return { t: "d", v: new Date(`${value.date}T00:00:00Z`), z: "yyyy-mm-dd" };
  if (value.percent) return { t: "n", v: value.percent, z: "0%" };
  return value;
};
const form = JSON.parse(readFileSync(new URL("form.json", import.meta.url), "utf8"));
for (const bookType of ["xlsx", "xlsm", "ods"]) {
  const book = XLSX.utils.book_new();
  for (const [title, rows] of Object.entries(form)) {
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows.map((row) => row.map(cell)), { UTC: true }), title);
  }
  XLSX.writeFile(book, new URL(`sheetjs.${bookType}`, import.meta.url).pathname, { bookType, compression: true });
}
