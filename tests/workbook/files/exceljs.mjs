// form.json as exceljs writes it: npm install exceljs@4.4.0 && node exceljs.mjs
import { readFileSync } from "node:fs";
import ExcelJS from "exceljs";

const form = JSON.parse(readFileSync(new URL("form.json", import.meta.url), "utf8"));
const book = new ExcelJS.Workbook();
book.created = book.modified = new Date("2026-01-01T00:00:00Z");
for (const [title, rows] of Object.entries(form)) {
  const sheet = book.addWorksheet(title);
  rows.forEach((row, i) =>
    row.forEach((value, j) => {
      if (value === "") return;
      const cell = sheet.getCell(i + 1, j + 1);
      cell.value = value.date ? new Date(`${value.date}T00:00:00Z`) : (value.percent ?? value);
      if (value.date) cell.numFmt = "yyyy-mm-dd";
      if (value.percent) cell.numFmt = "0%";
    }),
  );
}
await book.xlsx.writeFile(new URL("exceljs.xlsx", import.meta.url).pathname);
