import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { McpServer } from '@modelcontextprotocol/server'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { textOf } from 'vue-chat-stream/core'
import {
  mcpTools,
  type McpClient,
  type McpServer as ServerOptions,
} from 'vue-chat-stream/tools/mcp'
import * as z from 'zod'
import { chatWithTools } from './chatWithTools.ts'
import { startMcpServer, type Era } from './startMcpServer.ts'

const city = z.object({ city: z.string() })
const text = (words: string) => ({ content: [{ type: 'text' as const, text: words }] })

/** Registers a tool that only reads, and one that does not. */
function registerWeather(server: McpServer): void {
  const isReading = { annotations: { readOnlyHint: true } }
  server.registerTool(
    'weather',
    { description: 'Returns the weather.', inputSchema: city, ...isReading },
    (input) => text(`Sunny in ${input.city}`),
  )
  server.registerTool('delete', { description: 'Deletes a city.', inputSchema: city }, () =>
    text('Gone'),
  )
}

/** Connects to a server, until the test ends. */
async function connect(server: ServerOptions, options?: Parameters<typeof mcpTools>[1]) {
  const tools = await mcpTools(server, options)
  onTestFinished(() => tools.close())
  return tools
}

describe.each<Era>(['modern', 'legacy'])('the tools of a %s MCP server', (era) => {
  test('are described to the model, run, and their results are sent back', async () => {
    const { url } = await startMcpServer(era, registerWeather)
    const tools = await connect({ url })
    const { chat, call, described } = chatWithTools(tools, 'weather', { city: 'Rome' })
    expect(textOf(await chat.send('Hi'))).toBe('Done.')
    expect(call()).toMatchObject({ state: 'output-available', output: 'Sunny in Rome' })
    expect(described).toEqual([
      ['weather', 'delete'],
      ['weather', 'delete'],
    ])
  })

  test('wait for an approval unless they are annotated as reading only', async () => {
    const { url } = await startMcpServer(era, registerWeather)
    const { chat, call } = chatWithTools(await connect({ url }), 'delete', { city: 'Rome' })
    await chat.send('Hi')
    expect(call()).toMatchObject({ state: 'approval-requested' })
    await chat.approveTool('c1', true)
    expect(call()).toMatchObject({ state: 'output-available', output: 'Gone' })
  })

  test('follow the changes of the list', async () => {
    const names = ['first']
    const sessions: McpServer[] = []
    const registerTool = (mcp: McpServer, name: string) =>
      mcp.registerTool(name, { inputSchema: city }, () => text(name))
    const server = await startMcpServer(era, (mcp) => {
      sessions.push(mcp)
      for (const name of names) registerTool(mcp, name)
    })
    const onChange = vi.fn()
    const tools = await connect({ url: server.url, needsApproval: false }, { onChange })
    const { chat, described, call } = chatWithTools(tools, 'second', { city: 'Rome' })
    expect(Object.keys(tools.definitions)).toEqual(['first'])
    names.push('second')
    // A session reports its new tool itself.
    if (era === 'legacy') for (const session of sessions) registerTool(session, 'second')
    else server.notifyChange()
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledWith(['first', 'second']))
    await chat.send('Hi')
    expect(described[0]).toEqual(['first', 'second'])
    expect(call()).toMatchObject({ state: 'output-available', output: 'second' })
  })

  test('return structured content as it is', async () => {
    const { url } = await startMcpServer(era, (server) => {
      const outputSchema = z.object({ degrees: z.number() })
      server.registerTool('weather', { inputSchema: city, outputSchema }, () => ({
        ...text('{"degrees":21}'),
        structuredContent: { degrees: 21 },
      }))
    })
    const tools = await connect({ url, needsApproval: false })
    const { chat, call } = chatWithTools(tools, 'weather', { city: 'Rome' })
    await chat.send('Hi')
    expect(call()).toMatchObject({ output: { degrees: 21 } })
  })

  test('return a list without bytes if there is more than text', async () => {
    const { url } = await startMcpServer(era, (server) => {
      server.registerTool('draw', { inputSchema: city }, () => ({
        content: [
          { type: 'text', text: 'Here' },
          { type: 'image', data: 'AAAA', mimeType: 'image/png' },
          { type: 'resource', resource: { uri: 'a://b', text: 'Words' } },
        ],
      }))
    })
    const tools = await connect({ url, needsApproval: false })
    const { chat, call } = chatWithTools(tools, 'draw', { city: 'Rome' })
    await chat.send('Hi')
    const data = '(4 characters of Base64, left out)'
    expect(call()?.output).toEqual([
      'Here',
      { type: 'image', data, mimeType: 'image/png' },
      'Words',
    ])
  })

  test('that report an error end with its text', async () => {
    const { url } = await startMcpServer(era, (server) => {
      server.registerTool('weather', { inputSchema: city }, () => ({
        ...text('No such city'),
        isError: true,
      }))
    })
    const tools = await connect({ url, needsApproval: false })
    const { chat, call } = chatWithTools(tools, 'weather', { city: 'Atlantis' })
    await chat.send('Hi')
    expect(call()).toMatchObject({ state: 'output-error', error: 'No such city' })
  })

  test('whose result is too large end with an error', async () => {
    const { url } = await startMcpServer(era, (server) => {
      server.registerTool('weather', { inputSchema: city }, () => text('x'.repeat(1_000_001)))
    })
    const tools = await connect({ url, needsApproval: false })
    const { chat, call } = chatWithTools(tools, 'weather', { city: 'Rome' })
    await chat.send('Hi')
    expect(call()).toMatchObject({
      state: 'output-error',
      error: expect.stringContaining('too large'),
    })
  })

  test('are aborted when the user stops', async () => {
    let isAborted = false
    let run: () => void = () => undefined
    const running = new Promise<void>((resolve) => (run = resolve))
    const { url } = await startMcpServer(era, (server) => {
      server.registerTool('wait', { inputSchema: city }, async (_, { mcpReq }) => {
        mcpReq.signal.addEventListener('abort', () => (isAborted = true))
        run()
        await new Promise((resolve) => mcpReq.signal.addEventListener('abort', resolve))
        return text('')
      })
    })
    const { chat, call } = chatWithTools(await connect({ url, needsApproval: false }), 'wait', {
      city: '',
    })
    const answer = chat.send('Hi')
    await running
    chat.stop()
    await answer
    expect(call()).toMatchObject({ state: 'output-error' })
    await vi.waitFor(() => expect(isAborted).toBe(true))
  })
})

describe('the headers of an MCP server', () => {
  test('are evaluated for every request', async () => {
    const { url, requests } = await startMcpServer('modern', registerWeather)
    let count = 0
    const headers = async () => ({ authorization: `Bearer ${count++}` })
    await connect({ url, headers })
    expect(requests.length).toBeGreaterThan(1)
    const sent = requests.map((request) => request.headers.authorization)
    expect(new Set(sent).size).toBe(requests.length)
  })

  test('with a secret do not follow a redirect', async () => {
    const target = await startMcpServer('modern', registerWeather)
    const server = createServer((_, response) => {
      response.writeHead(307, { location: target.url }).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp?key=hidden`
    const connecting = mcpTools({ url, headers: { 'x-api-key': 'secret' } })
    await expect(connecting).rejects.toMatchObject({ kind: 'redirect' })
    expect(target.requests).toEqual([])
  })
})

describe('the names of tools', () => {
  const register =
    (name: string, count = 1) =>
    (server: McpServer) => {
      const names = Array.from({ length: count }, (_, index) =>
        index > 0 ? `${name}${index}` : name,
      )
      for (const each of names)
        server.registerTool(each, { inputSchema: city }, () => text('other'))
    }

  test('get the prefix of their server, and only characters that vendors accept', async () => {
    const { url } = await startMcpServer('modern', register('search.web/all'))
    const tools = await connect({ url, prefix: 'docs', needsApproval: false })
    expect(Object.keys(tools.definitions)).toEqual(['docs_search_web_all'])
    const { chat, call } = chatWithTools(tools, 'docs_search_web_all', { city: '' })
    await chat.send('Hi')
    expect(call()).toMatchObject({ output: 'other' })
  })

  test('get the name of their server if another server has the name, and stay with the first', async () => {
    const [first, second] = await Promise.all([
      startMcpServer('modern', registerWeather),
      startMcpServer('modern', register('weather'), 'My <other>'),
    ])
    const both = await mcpTools([{ url: first.url }, { url: second.url, needsApproval: false }])
    onTestFinished(() => both.close())
    expect(Object.keys(both.definitions)).toEqual(['weather', 'delete', 'My_other_weather'])
    const { chat, call } = chatWithTools(both, 'weather', { city: 'Rome' })
    await chat.send('Hi')
    expect(call()).toMatchObject({ output: 'Sunny in Rome' })
  })

  test('of one server are at most 128, and `onError` reports the rest', async () => {
    const { url } = await startMcpServer('modern', register('tool', 130))
    const onError = vi.fn()
    const tools = await connect({ url }, { onError })
    expect(Object.keys(tools.definitions)).toHaveLength(128)
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ kind: 'limit' }))
  })

  test('are those that `only` accepts', async () => {
    const { url } = await startMcpServer('modern', registerWeather)
    const tools = await connect({ url, only: ({ name }) => name === 'weather' })
    expect(Object.keys(tools.definitions)).toEqual(['weather'])
  })

  test('named like `__proto__` are tools as any other', async () => {
    const tool = { name: '__proto__', description: 'x', inputSchema: { type: 'object' } }
    const client: McpClient = {
      listTools: async () => ({ tools: [tool] }),
      callTool: async () => text('safe'),
      getServerVersion: () => undefined,
    }
    const tools = await connect({ client, needsApproval: false })
    expect(Object.keys(tools.definitions)).toEqual(['__proto__'])
    expect('description' in {}).toBe(false)
    const { chat, call } = chatWithTools(tools, '__proto__', {})
    await chat.send('Hi')
    expect(call()).toMatchObject({ output: 'safe' })
  })
})

test('a long description is cut, and a tool with a huge schema is left out', async () => {
  const { url } = await startMcpServer('modern', (server) => {
    server.registerTool('long', { description: 'x'.repeat(10_000), inputSchema: city }, () =>
      text(''),
    )
    const inputSchema = z.object({ city: z.string().describe('y'.repeat(40_000)) })
    server.registerTool('huge', { inputSchema }, () => text(''))
  })
  const onError = vi.fn()
  const tools = await connect({ url }, { onError })
  expect(tools.definitions['long']?.description).toHaveLength(4096)
  expect(tools.definitions).not.toHaveProperty('huge')
  expect(onError).toHaveBeenCalledOnce()
})

test('`needsApproval` decides for each call', async () => {
  const { url } = await startMcpServer('modern', registerWeather)
  const needsApproval = vi.fn(() => true)
  const { chat, call } = chatWithTools(await connect({ url, needsApproval }), 'weather', {
    city: 'Rome',
  })
  await chat.send('Hi')
  expect(call()).toMatchObject({ state: 'approval-requested' })
  expect(needsApproval).toHaveBeenCalledWith(expect.objectContaining({ name: 'weather' }), {
    city: 'Rome',
  })
})

test('a client of the caller is used, and stays open', async () => {
  const { url } = await startMcpServer('modern', registerWeather)
  const client = new Client({ name: 'mine', version: '1' })
  await client.connect(new StreamableHTTPClientTransport(new URL(url)))
  const tools = await mcpTools({ client })
  const { chat, call } = chatWithTools(tools, 'weather', { city: 'Rome' })
  await chat.send('Hi')
  expect(call()).toMatchObject({ output: 'Sunny in Rome' })
  await tools.close()
  expect((await client.listTools()).tools).toHaveLength(2)
  await client.close()
})

test('the end of the scope ends the session', async () => {
  const { url, requests } = await startMcpServer('legacy', registerWeather)
  const scope = effectScope()
  await scope.run(() => mcpTools({ url }))
  expect(requests.map(({ method }) => method)).not.toContain('DELETE')
  scope.stop()
  await vi.waitFor(() => expect(requests.map(({ method }) => method)).toContain('DELETE'))
})

test('a call after the server forgot the session fails, and the next one connects again', async () => {
  const { url, forgetSessions } = await startMcpServer('legacy', registerWeather)
  const tools = await connect({ url })
  forgetSessions()
  const lost = chatWithTools(tools, 'weather', { city: 'Rome' })
  await lost.chat.send('Hi')
  expect(lost.call()).toMatchObject({ state: 'output-error' })
  const next = chatWithTools(tools, 'weather', { city: 'Rome' })
  await next.chat.send('Hi')
  expect(next.call()).toMatchObject({ output: 'Sunny in Rome' })
})

describe('mcpTools() rejects', () => {
  test('a server that cannot be reached, and names it without its query string', async () => {
    const server = createServer((_, response) => response.writeHead(500).end())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const error = await mcpTools({ url: `${origin}/mcp?key=hidden` }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ kind: 'http', status: 500 })
    expect(String(error)).toContain(`${origin}/mcp: `)
    expect(String(error)).not.toContain('hidden')
  })

  test.each<[string, ServerOptions]>([
    ['url', { url: '' }],
    ['client', { client: {} as never }],
    ['prefix', { url: 'http://localhost/', prefix: 'a b' }],
    ['timeout', { url: 'http://localhost/', timeout: 0 }],
  ])('a wrong `%s`', async (name, wrong) => {
    await expect(mcpTools(wrong)).rejects.toThrow(`\`${name}\``)
  })
})
