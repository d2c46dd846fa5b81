// Runs in a thread of its own: from dist as JavaScript, under vitest as TypeScript with its types stripped by Node. So
// this file and what it imports hold erasable syntax only.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { type PickRequest, pickRows } from './pick-rows.ts'

const picked = await pickRows(workerData as PickRequest)
const port = parentPort as MessagePort
port.postMessage(picked)
