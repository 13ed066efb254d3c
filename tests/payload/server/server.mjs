// A real Payload REST API on loopback, without Next.js: node:http in front of Payload's handleEndpoints.
//   PORT (0 = any)  HOST  PAYLOAD_DB (SQLite file)  PAYLOAD_SECRET  PAYLOAD_API_KEY  PAYLOAD_SEED=0
//   PAYLOAD_ID_TYPE=uuid (text ids)  PAYLOAD_LOG (pino level)  PAYLOAD_STDIN=1 (stop when stdin ends)
// When it accepts requests it prints one JSON line {"ready":true,"url":...,"bootMs":...} on stdout.
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'

const started = performance.now()
process.env.DISABLE_PAYLOAD_HMR = 'true' // no Next.js dev server to connect to
process.env.NODE_ENV ||= 'development' // the schema is pushed only outside production

const { getPayload, handleEndpoints } = await import('payload')
const { makeConfig } = await import('./config.mjs')
const { seed } = await import('./seed.mjs')

const host = process.env.HOST || '127.0.0.1'
const apiKey = process.env.PAYLOAD_API_KEY || '11111111-2222-4333-8444-555555555555'
const email = 'agent@example.com'
const password = 'correct-horse-battery'
const dbPath = process.env.PAYLOAD_DB || path.join(os.tmpdir(), `payload-leads-${process.pid}.db`)

const config = await makeConfig({
  dbPath,
  secret: process.env.PAYLOAD_SECRET || 'not-a-secret',
  logLevel: process.env.PAYLOAD_LOG || 'silent',
  idType: process.env.PAYLOAD_ID_TYPE || 'number',
})
const payload = await getPayload({ config })
await seed(payload, { apiKey, email, password, samples: process.env.PAYLOAD_SEED !== '0' })

async function respond(req, res) {
  const chunks = []
  for await (const chunk of req) chunks.push(chunk)
  const headers = new Headers()
  for (let i = 0; i < req.rawHeaders.length; i += 2) headers.append(req.rawHeaders[i], req.rawHeaders[i + 1])
  const bodyless = req.method === 'GET' || req.method === 'HEAD' || chunks.length === 0
  const request = new Request(`http://${req.headers.host || 'localhost'}${req.url}`, {
    method: req.method,
    headers,
    body: bodyless ? undefined : Buffer.concat(chunks),
  })
  const answer = await handleEndpoints({ config, request })
  const cookies = answer.headers.getSetCookie()
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') res.setHeader(name, value)
  if (cookies.length) res.setHeader('set-cookie', cookies)
  res.statusCode = answer.status
  res.end(Buffer.from(await answer.arrayBuffer()))
}

const server = http.createServer((req, res) => {
  respond(req, res).catch((error) => {
    console.error(error)
    if (!res.headersSent) res.writeHead(500, { 'content-type': 'application/json' })
    res.end(JSON.stringify({ errors: [{ message: 'adapter failure' }] }))
  })
})

function stop() {
  server.close(() => payload.destroy().finally(() => process.exit(0)))
  server.closeAllConnections()
  setTimeout(() => process.exit(0), 500).unref() // payload.destroy() can take seconds; SQLite does not need it
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop)
if (process.env.PAYLOAD_STDIN) process.stdin.once('end', stop).resume()

server.listen(Number(process.env.PORT ?? 3000), host, () => {
  const { port } = server.address()
  console.log(JSON.stringify({ ready: true, url: `http://${host}:${port}/api`, pid: process.pid, db: dbPath, apiKey, email, password, bootMs: Math.round(performance.now() - started) }))
})
