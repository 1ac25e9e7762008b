import { afterEach, beforeEach, expect, vi } from 'vitest'
import { startEndlessServer, type EndlessServer } from './endlessServer.ts'
import { trackResources, type OpenResources } from './trackResources.ts'
import { eventually } from './until.ts'

const NOTHING: OpenResources = {
  timeouts: 0,
  frames: 0,
  pageListeners: 0,
  abortListeners: 0,
  readers: 0,
}

/** Starts a server for each test, and counts the resources that the code under test opens. */
export function trackedServer() {
  let server: EndlessServer
  let openResources: () => OpenResources
  beforeEach(async () => {
    server = await startEndlessServer()
    openResources = trackResources()
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
    server.close()
  })
  return {
    server: () => server,
    openResources: () => openResources(),
    /**
     * Expects that no resource is left. Closes the spare connections that Node's `fetch` opens, with a timer, for each
     * one that is cut off.
     */
    expectNoOpenResource: () =>
      eventually(() => {
        server.hangUp()
        expect(openResources()).toEqual(NOTHING)
      }),
  }
}
