/** What a file may cost before it is refused. Sizes are bytes unless the name says otherwise. */
export interface ReadLimits {
  /** The file as it lies on disk. */
  readonly maxFileBytes: number
  /** Up to this size a file is held, and a part unpacked, in one piece: a stream costs more than so few bytes. */
  readonly onePieceBytes: number
  /** Parts in the zip's directory; a real workbook of a thousand parts has been seen. */
  readonly maxZipEntries: number
  /** All parts of the zip together, unpacked, as its directory claims; each part is counted again while unpacking. */
  readonly maxInflatedBytes: number
  /** How many times larger than its packed form a part may become; the largest honest one seen was 121. */
  readonly maxInflateRatio: number
  /** A part that unpacks to less than this may have any ratio. */
  readonly ratioFreeBytes: number
  /** Directory parts: content types, relations, the workbook's list of sheets; each. */
  readonly maxPackagePartBytes: number
  readonly maxStyleBytes: number
  /** Texts of the shared table, counted as they are stored. */
  readonly maxSharedStringBytes: number
  readonly maxSharedStrings: number
  readonly maxSheets: number
  /** Rows with a value, a sheet. */
  readonly maxRows: number
  /** The rightmost column that may hold a value. */
  readonly maxColumns: number
  /** Cells of a sheet, a row counted from column A to its last value. */
  readonly maxCells: number
  /** One row as it is written in the file. */
  readonly maxRowBytes: number
  /** UTF-16 units; 32,767 is what Excel itself allows. */
  readonly maxCellCharacters: number
  /** A sheet that unpacks to more than this is not looked through for merged ranges beforehand. */
  readonly maxMergeScanBytes: number
  /** With more merged ranges than this the sheet counts as too large to be looked through. */
  readonly maxMerges: number
  /** A workbook inside an archive: it is unpacked into memory, not to the disk. */
  readonly maxArchivedBytes: number
  /** The cells of an .ods as they are written, unpacked; they are read whole. */
  readonly maxOdsBytes: number
  /** An .xls is read whole, so it is held to less than a streamed file; of an .xlsb what is read counts, unpacked. */
  readonly maxXlsBytes: number
  readonly xlsHeapMegabytes: number
  /** How long the worker for .xls and .xlsb may take for one answer, in seconds of the clock. */
  readonly xlsWallSeconds: number
}

const MB = 1024 * 1024

/** Large enough for the register of a province: a million rows in one sheet. */
export const PROVINCE_LIMITS: ReadLimits = {
  maxFileBytes: 200 * MB,
  onePieceBytes: 16 * MB,
  maxZipEntries: 4096,
  maxInflatedBytes: 4096 * MB,
  maxInflateRatio: 200,
  ratioFreeBytes: 2 * MB,
  maxPackagePartBytes: 8 * MB,
  maxStyleBytes: 8 * MB,
  maxSharedStringBytes: 400 * MB,
  maxSharedStrings: 6_000_000,
  maxSheets: 256,
  maxRows: 1_048_576,
  maxColumns: 1024,
  maxCells: 64_000_000,
  maxRowBytes: 4 * MB,
  maxCellCharacters: 32_767,
  maxMergeScanBytes: 64 * MB,
  maxMerges: 200_000,
  maxArchivedBytes: 128 * MB,
  maxOdsBytes: 64 * MB,
  maxXlsBytes: 64 * MB,
  xlsHeapMegabytes: 1024,
  xlsWallSeconds: 120,
}
