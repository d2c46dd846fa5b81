import exceljs from 'exceljs'

/** A workbook that a test drew itself, read by exceljs. */
export async function readXlsx(bytes: Uint8Array): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook()
  // A copy: small buffers share one memory, and exceljs would read all of that.
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer)
  return workbook
}

export async function writeXlsx(workbook: exceljs.Workbook): Promise<Buffer> {
  return Buffer.from(new Uint8Array(await workbook.xlsx.writeBuffer()))
}
