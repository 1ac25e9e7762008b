import { hasServiceWorkers, registerWorker } from '../../stores/index.ts'

/** If Trusted Types are enforced, the URL of a worker must be created by a policy. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: () => string },
  ): { createScriptURL: (input: string) => string }
}

/** Milliseconds before the worker is registered, so that the first screen and the first question load first. */
const REGISTRATION_DELAY = 3000

/** The only policy that the app's headers allow. It returns the URL of the worker for every input. */
const POLICY = 'vue-chat-stream'

/**
 * Registers the service worker, which lets the app open offline. Call it before any other code runs: the name of a
 * policy can be used once, so nothing else can create it afterwards.
 */
export function registerServiceWorker(): void {
  // Pages served over plain HTTP have no service workers.
  if (!import.meta.env.PROD || !hasServiceWorkers()) return
  const url = new URL('service-worker.js', document.baseURI).href
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  try {
    const policy = trustedTypes?.createPolicy(POLICY, { createScriptURL: () => url })
    const script = policy?.createScriptURL('') ?? url
    setTimeout(() => void registerWorker(script), REGISTRATION_DELAY)
  } catch {
    // The headers differ from those in docs/deploying.md, and allow no policy.
  }
}
