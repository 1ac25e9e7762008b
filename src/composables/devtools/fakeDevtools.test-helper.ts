import type { App } from 'vue'

/** One point that the devtools were given. */
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
 * The devtools as a plugin sees them. The package's own door does nothing under Node, where these tests run:
 * `setupDevtoolsPlugin` stands in for it.
 */
export function createFakeDevtools() {
  const apps: App[] = []
  const layers: string[] = []
  const events: RecordedEvent[] = []
  let askTree: (payload: TreePayload) => void = () => undefined
  let askState: (payload: StatePayload) => void = () => undefined
  const api = {
    now: () => 0,
    addTimelineLayer: ({ id }: { id: string }) => layers.push(id),
    addTimelineEvent: ({ event }: { event: RecordedEvent }) => events.push(event),
    addInspector: () => undefined,
    sendInspectorTree: () => undefined,
    sendInspectorState: () => undefined,
    on: {
      getInspectorTree: (answer: typeof askTree) => (askTree = answer),
      getInspectorState: (answer: typeof askState) => (askState = answer),
    },
  }

  return {
    /** Those for which the plugin was set up, in that order. */
    apps,
    layers,
    events,
    setupDevtoolsPlugin({ app }: { app: App }, setup: (devtools: typeof api) => void): void {
      apps.push(app)
      setup(api)
    },
    /** The list of an app's chats. It knows the app whose plugin was set up last. */
    chatsOf(app: App, filter = '') {
      const payload: TreePayload = { app, inspectorId: 'vue-chat-stream', filter, rootNodes: [] }
      askTree(payload)
      return payload.rootNodes
    },
    stateOf(app: App, nodeId: string) {
      const payload: StatePayload = { app, inspectorId: 'vue-chat-stream', nodeId }
      askState(payload)
      return payload.state
    },
  }
}
