import exceljs from 'exceljs'

/** A workbook that a test drew itself, read by exceljs. */
export async function readXlsx(bytes: Uint8Array): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(bytes.slice().buffer)
  return workbook
}

export async function writeXlsx(workbook: exceljs.Workbook): Promise<Buffer> {
  return Buffer.from(new Uint8Array(await workbook.xlsx.writeBuffer()))
}
