/** The events of one run, which any number of readers follow from any position. */
export interface Log<Event> {
  append(event: Event): void
  /** Nothing follows. */
  close(): void
  /** Yields the events from a position on, and waits for the next ones until the log is closed. */
  read(position: number): AsyncGenerator<Event, void, undefined>
}

export function createLog<Event>(): Log<Event> {
  const events: Event[] = []
  const waiting = new Set<() => void>()
  let isClosed = false

  function wake(): void {
    for (const proceed of waiting) proceed()
    waiting.clear()
  }

  return {
    append(event) {
      events.push(event)
      wake()
    },
    close() {
      isClosed = true
      wake()
    },
    async *read(position) {
      for (let next = position; ;) {
        if (next < events.length) yield events[next++] as Event
        else if (isClosed) return
        else await new Promise<void>((resolve) => waiting.add(resolve))
      }
    },
  }
}
