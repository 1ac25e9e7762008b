import { onTestFinished, vi } from 'vitest'

type Callback = (lock: object | null) => unknown

/**
 * Replaces `navigator.locks`, which Node does not have, until the test ends. All tabs of the test share the
 * locks. The locks are exclusive, and granted in the order of their requests.
 */
export function fakeLocks() {
  const queues = new Map<string, (() => Promise<void>)[]>()
  const held = new Set<string>()

  async function next(name: string): Promise<void> {
    const [begin] = queues.get(name) ?? []
    if (held.has(name) || !begin) return
    queues.set(name, queues.get(name)?.slice(1) ?? [])
    held.add(name)
    await begin()
    held.delete(name)
    void next(name)
  }

  async function request(
    name: string,
    { ifAvailable = false, signal }: { ifAvailable?: boolean; signal?: AbortSignal },
    callback: Callback,
  ): Promise<unknown> {
    await Promise.resolve()
    if (ifAvailable && (held.has(name) || queues.get(name)?.length)) return callback(null)
    return new Promise((resolve, reject) => {
      const begin = async () => resolve(await callback({ name }))
      queues.set(name, [...(queues.get(name) ?? []), begin])
      signal?.addEventListener('abort', () => {
        queues.set(name, queues.get(name)?.filter((one) => one !== begin) ?? [])
        reject(signal.reason)
      })
      void next(name)
    })
  }

  const manager = Object.assign(Object.create(null), { request }) as LockManager
  const locks = vi.spyOn(navigator, 'locks', 'get').mockReturnValue(manager)
  onTestFinished(() => locks.mockRestore())
  return { held: () => [...held] }
}
