import { createParser, type EventSourceMessage } from 'eventsource-parser'

/** Returns all events of a response, after its stream has ended. */
export async function eventsOf(response: Response): Promise<EventSourceMessage[]> {
  return eventsIn(await response.text())
}

/** Returns all complete events in a text. */
export function eventsIn(text: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = []
  createParser({ onEvent: (event) => events.push(event) }).feed(text)
  return events
}

/** Joins the text of the answer that the events carry. */
export function textOf(events: readonly EventSourceMessage[]): string {
  return events
    .filter(({ event }) => event === undefined)
    .map(({ data }) => (JSON.parse(data) as { content?: string }).content ?? '')
    .join('')
}
