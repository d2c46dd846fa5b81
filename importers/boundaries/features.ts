import { UnreadableFile } from '../workbook/workbook.ts'

/** What a GeoJSON file may be before it is refused as a whole. Sizes are bytes. */
export interface GeoJsonLimits {
  readonly maxFileBytes: number
  /** One feature, and whatever stands around the features; the largest province seen takes 2 MB. */
  readonly maxFeatureBytes: number
  /** Three times as many as the country has units. */
  readonly maxFeatures: number
  /** Positions of all features together: the communes of the country, as finely as they are published, have 13 million. */
  readonly maxPositions: number
}

const MB = 1024 * 1024
export const USUAL_LIMITS: Omit<GeoJsonLimits, 'maxFileBytes'> = {
  maxFeatureBytes: 16 * MB,
  maxFeatures: 12_000,
  maxPositions: 15_000_000,
}

const [QUOTE, BACKSLASH, COLON] = ['"', '\\', ':'].map((sign) => sign.charCodeAt(0))
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = ['{', '}', '[', ']'].map((sign) => sign.charCodeAt(0))

/**
 * The features of a GeoJSON file, one at a time and in order, of a file of any size: only one is held. A file that is a single
 * Feature has that one. Throws `UnreadableFile` as soon as it is sure that the file is none, or too much; what was given by
 * then must not be kept.
 */
export async function* featuresOf(
  bytes: AsyncIterable<Uint8Array>,
  limits: Omit<GeoJsonLimits, 'maxPositions'>,
): AsyncGenerator<unknown, void> {
  const cutter = new FeatureCutter(limits)
  for await (const piece of bytes) for (const text of cutter.cut(piece)) yield parsed(text)
  const { shell, features } = cutter.end()
  const around = parsed(shell) as Shell | null
  checkSystem(around?.crs)
  if (around?.type === 'Feature') yield around
  else if (around?.type !== 'FeatureCollection') throw new UnreadableFile('geojson-other-type')
  // Features that the cutter did not see as such: their list is not where, or not what, it should be.
  else if (!Array.isArray(around.features) || around.features.length !== features)
    throw new UnreadableFile('geojson-not-readable')
}

/** What is left of the file without its features: 0 stands for each of them. */
interface Shell {
  readonly type?: unknown
  readonly features?: unknown
  readonly crs?: { readonly properties?: { readonly name?: unknown } } | null
}

/** Where a feature is cut out: it begins with the byte that was read, or ends with it. */
type Edge = 'BEGINS' | 'ENDS' | null

/** Cuts a JSON text into the elements of the list `features` of its outermost object, and the text around them. */
class FeatureCutter {
  private readonly limits: Omit<GeoJsonLimits, 'maxPositions'>
  private readonly shell: Uint8Array[] = []
  private feature: Uint8Array[] = []
  /** Bytes held of the feature under way, of the text around, and read of the file so far. */
  private held = { feature: 0, shell: 0, file: 0 }
  private features = 0
  private depth = 0
  private inText = false
  private escaped = false
  /** The text that was last read among the file's own keys; the colon behind it tells that it was one. */
  private lastText: number[] = []
  private key = ''
  private inList = false
  private inFeature = false

  constructor(limits: Omit<GeoJsonLimits, 'maxPositions'>) {
    this.limits = limits
  }

  /** The features that end in this piece. */
  cut(piece: Uint8Array): string[] {
    this.held.file += piece.length
    if (this.held.file > this.limits.maxFileBytes)
      throw new UnreadableFile('file-too-large', { limitMegabytes: Math.floor(this.limits.maxFileBytes / MB) })
    const ended: string[] = []
    let from = 0
    for (let at = 0; at < piece.length; at += 1) {
      const edge = this.read(piece[at] as number)
      if (edge === null) continue
      const until = edge === 'BEGINS' ? at : at + 1
      this.keep(piece.subarray(from, until))
      from = until
      if (edge === 'ENDS') ended.push(this.endFeature())
      this.inFeature = edge === 'BEGINS'
    }
    this.keep(piece.subarray(from))
    return ended
  }

  end(): { readonly shell: string; readonly features: number } {
    if (this.held.file === 0) throw new UnreadableFile('file-empty')
    return { shell: decoded(this.shell), features: this.features }
  }

  private read(byte: number): Edge {
    if (this.inText) return this.readText(byte)
    if (byte === QUOTE) {
      this.inText = true
      this.lastText = []
    } else if (byte === COLON) {
      if (this.depth === 1) this.key = String.fromCharCode(...this.lastText)
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return this.open(byte)
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) return this.close()
    return null
  }

  private readText(byte: number): null {
    if (this.escaped) this.escaped = false
    else if (byte === BACKSLASH) this.escaped = true
    else if (byte === QUOTE) this.inText = false
    // No longer than tells `features` from every other key.
    if (this.inText && this.depth === 1 && this.lastText.length < 10) this.lastText.push(byte)
    return null
  }

  private open(byte: number): Edge {
    if (this.depth === 1) this.inList = this.key === 'features' && byte === OPEN_BRACKET
    this.depth += 1
    return this.inList && this.depth === 3 && byte === OPEN_BRACE ? 'BEGINS' : null
  }

  private close(): Edge {
    this.depth -= 1
    return this.inFeature && this.depth === 2 ? 'ENDS' : null
  }

  private keep(bytes: Uint8Array): void {
    const place = this.inFeature ? 'feature' : 'shell'
    this.held[place] += bytes.length
    if (this.held[place] > this.limits.maxFeatureBytes) {
      const limitMegabytes = Math.floor(this.limits.maxFeatureBytes / MB)
      throw new UnreadableFile('geojson-feature-too-large', { place: this.features + 1, limitMegabytes })
    }
    this[place].push(bytes)
  }

  private endFeature(): string {
    const text = decoded(this.feature)
    this.feature = []
    this.held.feature = 0
    this.features += 1
    if (this.features > this.limits.maxFeatures)
      throw new UnreadableFile('geojson-too-many-features', { limit: this.limits.maxFeatures })
    this.shell.push(ZERO)
    return text
  }
}

const ZERO = Buffer.from('0')

function decoded(pieces: readonly Uint8Array[]): string {
  return new TextDecoder().decode(Buffer.concat(pieces))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UnreadableFile('geojson-not-readable')
  }
}

/** GeoJSON is WGS84 (RFC 7946); files from before that name a system, and may name another. */
function checkSystem(crs: Shell['crs']): void {
  if (crs === null || crs === undefined) return
  const name = String(crs.properties?.name ?? '')
  if (!/(CRS84|EPSG:{1,2}4326)$/.test(name)) throw new UnreadableFile('geojson-other-crs', { name: name.slice(0, 100) })
}
