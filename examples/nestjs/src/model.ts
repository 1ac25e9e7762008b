import { setTimeout } from 'node:timers/promises'

/** Counts up to the number in the question, one word at a time. Replace it with your model. */
export async function* askModel(message: string, signal: AbortSignal): AsyncGenerator<string> {
  const last = Math.min(Number(/\d+/.exec(message)?.[0] ?? 100), 10_000)
  for (let count = 1; count <= last; count += 1) {
    await setTimeout(30, undefined, { signal })
    yield `${count} `
  }
}
