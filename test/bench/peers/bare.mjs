// No GraphQL: one prepared statement a question, its rows as the hub's JSON.
import { createServer } from 'node:http'
import pg from 'pg'
import { QUESTIONS } from './questions.mjs'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 })

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', async () => {
    const { question, variables } = JSON.parse(Buffer.concat(chunks))
    const { sql, values, row } = QUESTIONS[question]
    const { rows } = await pool.query({ name: question, text: sql, values: values(variables) })
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ data: { coverage: { rows: rows.map(row) } } }))
  })
})
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/` }))
