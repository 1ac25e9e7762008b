import type { Page } from '@playwright/test'
import { expect, test, type StartServer } from '../../support/fixtures.ts'
import { ChatPage } from '../../pages/ChatPage.ts'
import { appFiles } from '../../../src/stub-server/http/appFiles.ts'
import { createStubServer } from '../../../src/stub-server/index.ts'
import { story } from '../../../src/stub-server/answers/story.ts'
import { mainIf } from '../../support/mainPath.ts'

/** Console messages of the browser about refused requests, and about pages without HTTPS. */
test.use({ expectedTrouble: /CORS policy|Failed to load resource|Cross-Origin-Opener-Policy/ })

/** Serves the app without the stub. Returns the port. */
async function serveApp(startServer: StartServer, folder: string): Promise<number> {
  const files = appFiles(folder)
  const { port } = await startServer((request, response) =>
    files(request, response, () => response.writeHead(404).end()),
  )
  return port
}

/** Opens the app on one origin, with a stub server on another. */
async function openAt(
  page: Page,
  origin: string,
  stub: string,
  transport: string,
): Promise<ChatPage> {
  const json = { url: `${stub}/ai/chat/stream`, transport }
  await page.route('**/config.json', (route) => route.fulfill({ json }))
  // Makes full jitter choose no delay between attempts.
  await page.addInitScript(() => (Math.random = () => 0))
  const chat = new ChatPage(page)
  await chat.open(origin)
  return chat
}

for (const transport of ['session', 'get', 'eventsource']) {
  test(`an allowed origin gets answers by ${transport}${mainIf(transport === 'session')}`, async ({
    page,
    server,
    startServer,
    appFolder,
    stubState,
  }) => {
    const port = await serveApp(startServer, appFolder)
    const chat = await openAt(page, `http://localhost:${port}`, server.url, transport)
    await chat.ask('Tell me a story')

    await chat.expectAnswer(story)
    await expect(chat.announcement).toHaveText(/^Answer complete/)
    expect((await stubState()).runs).toBe(1)
  })

  test(`an origin that is not allowed is refused by ${transport}, with a helpful message${mainIf(transport === 'session')}`, async ({
    page,
    server,
    startServer,
    appFolder,
    stubState,
  }) => {
    const port = await serveApp(startServer, appFolder)
    const chat = await openAt(page, `http://stranger.test:${port}`, server.url, transport)
    await chat.ask('Tell me a story')

    // A native EventSource gets no reason; the browser reports it only on the console.
    const message = transport === 'eventsource' ? 'rejected the request' : 'server URL in Settings'
    await expect(chat.alert).toContainText(message)
    await expect(chat.announcement).toHaveText('Answer failed')
    await expect(chat.retry).toBeVisible()
    expect((await stubState()).runs).toBe(0)
    if (transport === 'eventsource') return
    await expect(await chat.openDetails()).toContainText('CORS')
  })
}

test('a listed origin gets answers, even without a secure context', async ({
  page,
  startServer,
  appFolder,
}) => {
  const port = await serveApp(startServer, appFolder)
  const origin = `http://friend.test:${port}`
  const listing = await createStubServer({ port: 0, origins: [origin], pace: { min: 0, max: 0 } })
  try {
    const chat = await openAt(page, origin, listing.url, 'session')
    expect(await page.evaluate(() => isSecureContext)).toBe(false)
    await chat.ask('Tell me a story')
    await chat.expectAnswer(story)
    await expect(chat.announcement).toHaveText(/^Answer complete/)
    await chat.copy.click()
    await expect(chat.lastAnswer).toContainText('Couldn’t copy.')
  } finally {
    await listing.close()
  }
})
