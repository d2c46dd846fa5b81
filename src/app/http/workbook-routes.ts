import { pipeline } from 'node:stream/promises'
import type { RequestHandler, Response } from 'express'
import { demand } from '../../access/may.ts'
import { BatchRefused, type ImportPort, type WorkbookFile } from '../../batches/import-port.ts'
import { SOURCE_KINDS } from '../../batches/source-kind.ts'
import { decodeNodeId } from '../../kernel/node-id.ts'
import { actorOf } from './authenticate.ts'
import { DoorRefusal } from './door-error.ts'
import { requestScope } from './request-scope.ts'

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const WITH_MACROS = 'application/vnd.ms-excel.sheet.macroEnabled.12'

/** `GET /imports/:id/workbook`: the officer's own file with the outcome of the check in it. */
export function annotatedWorkbookRoute(imports: ImportPort): RequestHandler {
  return async (request, response) => {
    const actor = actorOf(request)
    demand(actor, 'IMPORT')
    const node = decodeNodeId(String(request.params.id))
    if (node?.type !== 'ImportBatch' || !/^\d{1,15}$/.test(node.key))
      throw new BatchRefused('batch-not-found', 'There is no such batch.')
    await send(response, await imports.annotatedWorkbook(actor, Number(node.key), requestScope().language))
  }
}

/** `GET /templates/:kind.xlsx`: an empty sheet that is certain to be understood. */
export function templateRoute(imports: ImportPort): RequestHandler {
  return async (request, response) => {
    demand(actorOf(request), 'IMPORT')
    const asked = String(request.params.kind)
    const kind = SOURCE_KINDS.find((name) => name === asked)
    const file = kind === undefined ? null : await imports.template(kind)
    if (file === null) throw new DoorRefusal('NOT_FOUND', 'template-unknown', { found: asked })
    await send(response, file)
  }
}

async function send(response: Response, { fileName, byteSize, bytes }: WorkbookFile): Promise<void> {
  response.setHeader('Content-Type', fileName.endsWith('.xlsm') ? WITH_MACROS : WORKBOOK)
  response.setHeader('Content-Length', byteSize)
  response.setHeader('Content-Disposition', attachment(fileName))
  response.setHeader('X-Content-Type-Options', 'nosniff')
  try {
    await pipeline(bytes, response)
  } catch (error) {
    // Whoever hung up needs no answer.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

/** Both forms of RFC 6266: plain letters for old programs, all of the name in UTF-8 for the others; neither can end the header. */
export function attachment(fileName: string): string {
  const plain = fileName
    .replace(/[đĐ]/g, 'd')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9 ._()-]/g, '_')
  const whole = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}
