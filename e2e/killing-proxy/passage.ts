import type { Socket } from 'node:net'
import type { Fate } from './fates.ts'

export type Direction = 'upward' | 'downward'

/** Told by a passage of itself. */
export interface PassageListener {
  /** While it is, bytes pass uncounted, and nothing is killed. */
  isCalm(): boolean
  /** Between the last byte and the kill, in milliseconds. */
  readonly linger: number
  onBytes(direction: Direction, count: number): void
  onKill(): void
  onEnd(): void
}

/** The two sockets of one connection, each of which gets what the other sends, until their fate. */
export interface Passage {
  /** Cuts both off, in the way of their fate. */
  kill(): void
}

export function join(
  client: Socket,
  server: Socket,
  fate: Fate,
  listener: PassageListener,
): Passage {
  let isOver = false
  let lingering: NodeJS.Timeout | undefined

  /** Both go when one goes: a reset is told on as a reset. */
  function end(isReset: boolean): void {
    if (isOver) return
    isOver = true
    clearTimeout(lingering)
    for (const socket of [client, server]) {
      if (isReset) socket.resetAndDestroy()
      else socket.destroy()
    }
    listener.onEnd()
  }

  function kill(): void {
    if (isOver) return
    listener.onKill()
    end(fate.isReset)
  }

  function killSoon(): void {
    if (listener.linger === 0) kill()
    else lingering = setTimeout(kill, listener.linger)
  }

  function forward(from: Socket, to: Socket, direction: Direction): void {
    let left = fate[direction]
    from.on('data', (chunk) => {
      const isCalm = listener.isCalm()
      const isLast = !isCalm && chunk.length >= left
      const part = isLast ? chunk.subarray(0, left) : chunk
      if (!isCalm) left -= part.length
      listener.onBytes(direction, part.length)
      if (isLast) {
        from.pause()
        // When the last byte is out. A reset overtakes it at times: then fewer arrive, but never more.
        to.write(part, killSoon)
      } else if (!to.write(part)) {
        from.pause()
        to.once('drain', () => from.resume())
      }
    })
    from.on('end', () => to.end())
    from.on('error', () => end(true))
    from.on('close', () => end(false))
  }

  forward(client, server, 'upward')
  forward(server, client, 'downward')
  return { kill }
}
