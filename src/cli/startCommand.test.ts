import { describe, expect, onTestFinished, test } from 'vitest'
import { commandForTest, serverForTest } from './command.test-helper.ts'
import { explainError } from './startCommand.ts'
import { DEFAULT_PORT, startServer } from './startServer.ts'

const KEY = 'sk-0123456789abcdef'

const models = (...names: string[]) => JSON.stringify({ data: names.map((id) => ({ id })) })

const failureOf = async (args: readonly string[]) =>
  commandForTest(args).then(
    () => 'started',
    (error: unknown) => explainError(error),
  )

describe('vue-chat-stream', () => {
  test('serves the app with the production headers, and HTML is never stored', async () => {
    const { url } = await commandForTest(['--endpoint', 'http://127.0.0.1:1/chat'])
    const page = await fetch(url)
    expect(await page.text()).toContain('<title>App</title>')
    expect(page.headers.get('Content-Security-Policy')).toContain(
      "require-trusted-types-for 'script'",
    )
    expect(page.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(page.headers.get('Cache-Control')).toBe('no-store')
    const script = await fetch(`${url}/assets/index-1a2b.js`)
    expect(script.headers.get('Cache-Control')).toContain('immutable')
    expect((await fetch(`${url}/nothing`)).status).toBe(404)
    expect((await fetch(url, { method: 'POST' })).status).toBe(405)
  })

  test('starts in front of a server that does not run, and warns with its URL and the reason', async () => {
    const { output, errors } = await commandForTest(['--upstream', 'http://127.0.0.1:1/v1'])
    expect(output[0]).toMatch(/^The app is running at http:\/\/localhost:\d+ {2}\(press Ctrl\+C/)
    expect(errors).toEqual([
      'Warning: Cannot reach http://127.0.0.1:1/v1: no server listens there (ECONNREFUSED). ' +
        'Start it, or check the URL.',
    ])
  })

  test('looks again at a server that started later, when the page loads', async () => {
    const { port, server } = await serverForTest((_, response) => response.end(models('late')))
    server.close()
    const { url } = await commandForTest(['--upstream', `http://127.0.0.1:${port}/v1`])
    const config = async () => (await (await fetch(`${url}/config.json`)).json()) as object
    expect(await config()).not.toHaveProperty('model')
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    expect(await config()).toHaveProperty('model', 'late')
  })

  test('explains what to do about an explicit port that is in use', async () => {
    const { port } = await commandForTest(['--endpoint', 'http://127.0.0.1:1/chat'])
    expect(await failureOf(['--endpoint', 'http://127.0.0.1:1/chat', '--port', String(port)])).toBe(
      `Port ${port} is in use. Stop the program that uses it, or choose another port: --port ${port + 1}.`,
    )
  })

  test('does not take the port of the server behind the app', async () => {
    const args = ['--endpoint', 'http://localhost:65111/chat', '--port', '65111']
    expect(await failureOf(args)).toBe(
      'Port 65111 belongs to localhost:65111. Choose another --port.',
    )
  })

  test('leaves the default port to the server behind the app, which may start later', async () => {
    const server = await startServer({
      listener: () => {},
      host: 'localhost',
      port: undefined,
      taken: DEFAULT_PORT,
    })
    onTestFinished(() => server.close())
    expect(server.port).toBeGreaterThan(DEFAULT_PORT)
  })

  test('names an interface that does not exist', async () => {
    const args = ['--endpoint', 'http://127.0.0.1:1/chat', '--host', '192.0.2.1']
    expect(await failureOf(args)).toBe('This machine has no interface 192.0.2.1. Correct --host.')
  })

  test('explains a wrong flag in two lines', async () => {
    expect(await failureOf(['--upstraem', 'x'])).toBe(
      'There is no flag --upstraem. Did you mean --upstream?\nAll flags: npx vue-chat-stream --help',
    )
  })

  test('prints help and the version without starting a server', async () => {
    expect((await commandForTest(['--help'])).output.join()).toMatch(/^Usage: npx vue-chat-stream/)
    expect((await commandForTest(['--version'])).output).toEqual(['1.2.3'])
  })

  test('warns that others can use the server and the API key beyond loopback', async () => {
    const args = ['--endpoint', 'http://127.0.0.1:1/chat', '--host', '0.0.0.0']
    const { errors, output } = await commandForTest(args, { VUE_CHAT_STREAM_API_KEY: KEY })
    expect(errors[0]).toContain('with --host 0.0.0.0, every machine in the network can use')
    expect(errors[0]).toContain('API key')
    expect(output[0]).toContain('http://localhost:')
    const loopback = await commandForTest(args.slice(0, 2))
    expect(loopback.errors.join()).not.toContain('--host')
  })

  test('warns that an API key would travel unencrypted to another machine', async () => {
    const args = ['--endpoint', 'http://0.0.0.0:1/chat']
    const { errors } = await commandForTest(args, { VUE_CHAT_STREAM_API_KEY: KEY })
    expect(errors[0]).toBe(
      'The API key travels unencrypted to 0.0.0.0:1. Use https if the server has it.',
    )
  })

  test('never prints the API key, even if a server names a model after it', async () => {
    const { url } = await serverForTest((_, response) => response.end(models(KEY)))
    const command = await commandForTest(['--upstream', `${url}/v1`], { OPENAI_API_KEY: KEY })
    expect([...command.output, ...command.errors].join('\n')).not.toContain(KEY)
    expect(await (await fetch(`${command.url}/config.json`)).text()).not.toContain(KEY)
  })

  test('breaks open answers off when it closes', async () => {
    const { url } = await serverForTest((request, response) => {
      if (request.method === 'GET') response.write('data: 1\n\n')
      else response.writeHead(404).end()
    })
    const command = await commandForTest(['--endpoint', `${url}/chat`, '--transport', 'get'])
    const answer = await fetch(`${command.url}/proxy/${new URL(url).host}/chat`)
    const reader = answer.body?.getReader()
    await reader?.read()
    command.close()
    await expect(reader?.read()).rejects.toThrow()
  })
})
