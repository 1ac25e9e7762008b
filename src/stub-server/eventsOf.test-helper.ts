import { createParser, type EventSourceMessage } from 'eventsource-parser'

/** All events of a stream, up to its end. */
export async function eventsOf(response: Response): Promise<EventSourceMessage[]> {
  return eventsIn(await response.text())
}

/** All whole events of a text. */
export function eventsIn(text: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = []
  createParser({ onEvent: (event) => events.push(event) }).feed(text)
  return events
}

/** The answer that events carry. */
export function textOf(events: readonly EventSourceMessage[]): string {
  return events
    .filter(({ event }) => event === undefined)
    .map(({ data }) => (JSON.parse(data) as { content?: string }).content ?? '')
    .join('')
}
