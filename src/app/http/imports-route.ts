import type { Readable } from 'node:stream'
import busboy from 'busboy'
import type { Request, RequestHandler } from 'express'
import { demand } from '../../access/may.ts'
import type { ImportChoices, ImportPort, Received } from '../../batches/import-port.ts'
import { encodeNodeId } from '../../kernel/node-id.ts'
import { actorOf } from './authenticate.ts'
import { DoorRefusal } from './door-error.ts'
import { cleanFileName, FORM_FIELDS, type FormChoices, takeField } from './import-form.ts'
import { letTheRestGo } from './let-the-rest-go.ts'

/** The largest value of a field beside the file, in bytes. */
const LARGEST_FIELD = 1_000

export interface ImportsDoor {
  readonly imports: ImportPort
  /** The largest file that is taken, in bytes. */
  readonly largestFile: number
}

/**
 * `POST /imports`: one file of a form, streamed to the intake while it arrives, never held in memory. Answers 202 with the
 * batch's id as soon as the bytes are safe; reading goes on behind it.
 */
export function importsRoute(door: ImportsDoor): RequestHandler {
  return async (request, response) => {
    demand(actorOf(request), 'IMPORT')
    const form = new IncomingForm(request, door)
    try {
      const received = await form.receive()
      response.status(202).json({ id: encodeNodeId('ImportBatch', received.batchId), repeated: received.repeated })
    } catch (error) {
      letTheRestGo(request, response)
      throw error
    }
  }
}

/** A form on its way in. Whatever goes wrong first decides the answer; the file's bytes then end with that error. */
class IncomingForm {
  private readonly choices: FormChoices = {}
  private readonly ended = Promise.withResolvers<ImportChoices>()
  private readonly answered = Promise.withResolvers<Received>()
  private readonly parser: busboy.Busboy
  private file: Readable | null = null
  /** Fulfils when the intake has let go of the bytes, kept or not. */
  private letGo: Promise<unknown> = Promise.resolve()
  private readonly request: Request
  private readonly door: ImportsDoor

  constructor(request: Request, door: ImportsDoor) {
    this.request = request
    this.door = door
    this.refuseWhatIsNoForm()
    this.parser = parserOf(request, door.largestFile)
    // Both are read by whoever asks; a form that fails before anybody does must not end the process.
    this.ended.promise.catch(() => {})
    this.answered.promise.catch(() => {})
  }

  async receive(): Promise<Received> {
    this.parser.on('field', (name, value) => this.attempt(() => takeField(this.choices, name, value)))
    this.parser.on('file', (name, stream, info) => this.attempt(() => this.takeFile(name, stream, info.filename)))
    this.parser.on('filesLimit', () => this.fail(new DoorRefusal('BAD_USER_INPUT', 'one-file-only')))
    this.parser.on('fieldsLimit', () => this.fail(new DoorRefusal('BAD_USER_INPUT', 'form-not-readable')))
    this.parser.on('error', () => this.fail(new DoorRefusal('BAD_REQUEST', 'form-not-readable')))
    this.parser.on('close', () => this.end())
    this.request.on('close', () => {
      if (!this.request.complete) this.fail(new DoorRefusal('BAD_REQUEST', 'form-not-readable'))
    })
    this.request.pipe(this.parser)
    try {
      return await this.answered.promise
    } finally {
      await this.letGo
    }
  }

  private takeFile(name: string, stream: Readable, sentName: string | undefined): void {
    // A stream that ends with an error nobody waits for would end the process.
    stream.on('error', () => {})
    this.file = stream
    if (name !== 'file') {
      const allowed = ['file', ...FORM_FIELDS].join(', ')
      throw new DoorRefusal('BAD_USER_INPUT', 'field-unknown', { field: name, allowed })
    }
    stream.on('limit', () => this.fail(tooLarge(this.door.largestFile)))
    const upload = { fileName: cleanFileName(sentName ?? ''), bytes: stream, choices: () => this.ended.promise }
    const received = this.door.imports.receive(actorOf(this.request), upload)
    this.letGo = received.then(this.answered.resolve, (error: unknown) => this.fail(error))
  }

  private end(): void {
    if (this.file === null) this.fail(new DoorRefusal('BAD_USER_INPUT', 'file-missing'))
    else this.ended.resolve(this.choices)
  }

  private attempt(step: () => void): void {
    try {
      step()
    } catch (error) {
      this.fail(error)
    }
  }

  private fail(error: unknown): void {
    this.answered.reject(error)
    this.ended.reject(error)
    this.request.unpipe(this.parser)
    this.file?.destroy(error instanceof Error ? error : new Error('form failed'))
  }

  private refuseWhatIsNoForm(): void {
    const type = this.request.headers['content-type'] ?? ''
    if (!/^multipart\/form-data\s*;/i.test(type)) throw new DoorRefusal('UNSUPPORTED_MEDIA_TYPE', 'form-expected')
    const stated = Number(this.request.headers['content-length'] ?? 0)
    if (stated > this.door.largestFile + FORM_OVERHEAD) throw tooLarge(this.door.largestFile)
  }
}

const MEGABYTE = 1024 * 1024
/** Boundaries, part headers and fields around the file, in bytes: far more than a form needs. */
const FORM_OVERHEAD = 16_384

function tooLarge(largestFile: number): DoorRefusal {
  return new DoorRefusal('PAYLOAD_TOO_LARGE', 'file-too-large', { limitMb: Math.floor(largestFile / MEGABYTE) })
}

function parserOf(request: Request, largestFile: number): busboy.Busboy {
  const limits = {
    files: 1,
    fields: 8,
    parts: 10,
    fileSize: largestFile,
    fieldSize: LARGEST_FIELD,
    fieldNameSize: 100,
    headerPairs: 20,
  }
  try {
    return busboy({ headers: request.headers, defParamCharset: 'utf8', limits })
  } catch {
    throw new DoorRefusal('BAD_REQUEST', 'form-not-readable')
  }
}
