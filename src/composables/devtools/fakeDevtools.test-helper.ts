import type { App } from 'vue'

/** One timeline event that the devtools received. */
export interface RecordedEvent {
  readonly title: string
  readonly subtitle?: string
  readonly groupId: string
  readonly logType?: string
  readonly data: Readonly<Record<string, unknown>>
}

interface TreePayload {
  readonly app: App
  readonly inspectorId: string
  readonly filter: string
  rootNodes: readonly { readonly id: string; readonly label: string }[]
}

interface StatePayload {
  readonly app: App
  readonly inspectorId: string
  readonly nodeId: string
  state?: Readonly<Record<string, readonly { readonly key: string; readonly value: unknown }[]>>
}

/**
 * Fakes the devtools as a plugin sees them. The real `setupDevtoolsPlugin` of `@vue/devtools-api` does nothing under
 * Node, where these tests run, so the fake replaces it.
 */
export function createFakeDevtools() {
  const apps: App[] = []
  const layers: string[] = []
  const events: RecordedEvent[] = []
  let requestTree: (payload: TreePayload) => void = () => undefined
  let requestState: (payload: StatePayload) => void = () => undefined
  const api = {
    now: () => 0,
    addTimelineLayer: ({ id }: { id: string }) => layers.push(id),
    addTimelineEvent: ({ event }: { event: RecordedEvent }) => events.push(event),
    addInspector: () => undefined,
    sendInspectorTree: () => undefined,
    sendInspectorState: () => undefined,
    on: {
      getInspectorTree: (answer: typeof requestTree) => (requestTree = answer),
      getInspectorState: (answer: typeof requestState) => (requestState = answer),
    },
  }

  return {
    /** The apps that the plugin was set up for, in that order. */
    apps,
    layers,
    events,
    setupDevtoolsPlugin({ app }: { app: App }, setup: (devtools: typeof api) => void): void {
      apps.push(app)
      setup(api)
    },
    /** Returns the inspector's list of an app's chats. Works only for the app whose plugin was set up last. */
    chatsOf(app: App, filter = '') {
      const payload: TreePayload = { app, inspectorId: 'vue-chat-stream', filter, rootNodes: [] }
      requestTree(payload)
      return payload.rootNodes
    },
    stateOf(app: App, nodeId: string) {
      const payload: StatePayload = { app, inspectorId: 'vue-chat-stream', nodeId }
      requestState(payload)
      return payload.state
    },
  }
}
