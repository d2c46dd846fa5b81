// No GraphQL: prepared statements, one or a few a question, their rows as the hub's JSON.
import { createServer } from 'node:http'
import pg from 'pg'
import { QUESTIONS } from './questions.mjs'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })
// Days as they are written, not as moments.
pg.types.setTypeParser(1082, (day) => day)
const rowsOf = async (name, text, values) => (await pool.query({ name, text, values })).rows

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', async () => {
    const { question, variables } = JSON.parse(Buffer.concat(chunks))
    const data = await QUESTIONS[question](rowsOf, variables)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ data }))
  })
})
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/` }))
