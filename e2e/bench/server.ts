import { existsSync, readdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { staticFiles } from '../../src/stub-server/http/staticFiles.ts'
import { outputFolder } from './buildPage.ts'
import { writeDocument } from './document.ts'
import { sendFlood } from './flood.ts'

export interface BenchServer {
  readonly origin: string
  close: () => Promise<void>
}

/** Serves the built pages, the documents and floods of events, on any free port. */
export async function startServer(): Promise<BenchServer> {
  const files = staticFiles(outputFolder)
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const [, kind = '', name = ''] = url.pathname.split('/')
    if (kind === 'document') sendText(response, 'text/plain', writeDocument(Number(name) * 1000))
    else if (kind === 'flood') void answerFlood(request, response, url)
    else if (kind === 'page') sendText(response, 'text/html', pageOf(name))
    else void files(request, response, () => response.writeHead(404).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answerFlood(
  request: IncomingMessage,
  response: ServerResponse,
  { searchParams }: URL,
): Promise<void> {
  // Read the body: an unread one prevents the connection from being reused.
  for await (const piece of request) void piece
  const number = (name: string) => Number(searchParams.get(name))
  await sendFlood(response, {
    format: searchParams.get('format') === 'ai-sdk' ? 'ai-sdk' : 'content',
    text: writeDocument(number('kilobytes') * 1000),
    eventsPerSecond: number('rate'),
    eventLength: number('length'),
  })
}

function pageOf(name: string): string {
  const styles = existsSync(`${outputFolder}/${name}`)
    ? readdirSync(`${outputFolder}/${name}`).filter((file) => file.endsWith('.css'))
    : []
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>bench</title>',
    ...styles.map((file) => `<link rel="stylesheet" href="/${name}/${file}">`),
    `<script type="module" src="/${name}/page.js"></script>`,
    '</head><body><div id="app"></div></body></html>',
  ].join('\n')
}

function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` })
  response.end(text)
}
