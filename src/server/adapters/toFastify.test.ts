import fastify, { type FastifyRequest } from 'fastify'
import { expect, onTestFinished, test, vi } from 'vitest'
import { toFastify } from '../index.ts'
import { createChatApp, PATH } from './chatApp.test-helper.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const BODY = JSON.stringify({ message: 'Hello' })

function createFastify() {
  const app = fastify({ forceCloseConnections: true })
  onTestFinished(() => app.close())
  return app
}

test('toFastify() uses the body that a parser of the application returned', async () => {
  const { chat, runs } = createChatApp()
  const app = createFastify()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) =>
    done(null, { ...JSON.parse(String(text)), message: 'parsed' }),
  )
  await app.register(toFastify(chat), { prefix: PATH })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  await (await fetch(url + PATH, { method: 'POST', headers: JSON_TYPE, body: BODY })).text()
  expect(runs).toEqual(['parsed'])
})

test('toFastify() leaves the routes and parsers beside it alone', async () => {
  const { chat } = createChatApp()
  const app = createFastify()
  await app.register(toFastify(chat), { prefix: PATH })
  app.post('/other', (request) => ({ body: request.body }))
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const other = (type: string) =>
    fetch(`${url}/other`, { method: 'POST', headers: { 'content-type': type }, body: BODY })
  expect(await (await other('application/json')).json()).toEqual({ body: { message: 'Hello' } })
  expect((await other('multipart/form-data')).status).toBe(415)
  expect((await fetch(`${url}${PATH}-beside`)).status).toBe(404)
})

test('toFastify() works beside a parser for all types', async () => {
  const { chat } = createChatApp()
  const app = createFastify()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes))
  await app.register(toFastify(chat), { prefix: PATH })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const post = (type: string) =>
    fetch(url + PATH, { method: 'POST', headers: { 'content-type': type }, body: BODY })
  expect((await post('multipart/form-data')).status).toBe(415)
  // Fastify parses this type as bytes, because it has no parser for it.
  const response = await post('application/vnd.api+json')
  expect(response.status).toBe(200)
  await response.text()
})

test('toFastify() answers null and an empty body with 400, and does not wait for more', async () => {
  const { chat } = createChatApp()
  const app = createFastify()
  await app.register(toFastify(chat), { prefix: PATH })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const post = (body: string) =>
    fetch(url + PATH, { method: 'POST', headers: JSON_TYPE, body }).then(({ status }) => status)
  expect(await post('null')).toBe(400)
  expect(await post('')).toBe(400)
})

test('toFastify() passes the Fastify request to `owner`, and runs the hooks around it', async () => {
  const { chat, natives } = createChatApp()
  const app = createFastify()
  const onResponse = vi.fn()
  app.addHook('onResponse', async (request) => void onResponse(request.url))
  await app.register(toFastify(chat))
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  await (await fetch(`${url}/?message=Hello`)).text()
  expect((natives[0] as FastifyRequest).routeOptions.url).toBe('/')
  await vi.waitFor(() => expect(onResponse).toHaveBeenCalledWith('/?message=Hello'))
})

test('toFastify() lets a hook refuse a request', async () => {
  const { chat, runs } = createChatApp()
  const app = createFastify()
  app.addHook('preHandler', async (_, reply) => reply.code(401).send({ error: 'Log in' }))
  await app.register(toFastify(chat), { prefix: PATH })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const refused = await fetch(`${url}${PATH}?message=Hello`)
  expect([refused.status, await refused.json()]).toEqual([401, { error: 'Log in' }])
  expect(runs).toEqual([])
})
