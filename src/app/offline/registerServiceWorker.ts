import { hasServiceWorkers, registerWorker } from '../../stores/index.ts'

/** What registers a worker must be of this type where Trusted Types are enforced. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: () => string },
  ): { createScriptURL: (input: string) => string }
}

/** The first screen and the first question go before, in milliseconds. */
const DELAY = 3000

/** The one policy that the app's headers allow: whatever it is asked for, it gives the address of the worker. */
const POLICY = 'vue-chat-stream'

/**
 * Lets the app open without a network from now on. To be called before anything else runs: a name of a policy
 * can be taken once, and is not free for anybody else then.
 */
export function registerServiceWorker(): void {
  // Of pages served over plain HTTP there is none.
  if (!import.meta.env.PROD || !hasServiceWorkers()) return
  const address = new URL('service-worker.js', document.baseURI).href
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  try {
    const policy = trustedTypes?.createPolicy(POLICY, { createScriptURL: () => address })
    const script = policy?.createScriptURL('') ?? address
    setTimeout(() => void registerWorker(script), DELAY)
  } catch {
    // Other headers than those in docs/deploying.md allow no policy.
  }
}
