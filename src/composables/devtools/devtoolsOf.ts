import { setupDevtoolsPlugin } from '@vue/devtools-api'
import type { App } from 'vue'
import { nodeOf, stateOf, type InspectedChat } from './inspectedChat.ts'
import type { TimelineEntry } from './timelineEvent.ts'

/** Its name is not among what the package exports. */
type DevtoolsApi = Parameters<Parameters<typeof setupDevtoolsPlugin>[1]>[0]

/** One app's part of the devtools: a layer of the timeline, and a list of its chats. */
export interface AppDevtools {
  /** @param groupId the message to which it belongs; the devtools show a group as one */
  record(groupId: string, entry: TimelineEntry): void
  add(chat: InspectedChat): void
  remove(chat: InspectedChat): void
  /** A chat is at something else. */
  refresh(): void
}

/** Of the plugin, its layer and its list. The devtools record a layer by the name of its plugin. */
const ID = 'vue-chat-stream'
const LABEL = 'Chat stream'
const COLOR = 0x0f766e

const devtoolsByApp = new WeakMap<App, AppDevtools>()

/** The part of an app, which is made once. */
export function devtoolsOf(app: App): AppDevtools {
  const devtools = devtoolsByApp.get(app) ?? createDevtools(app)
  devtoolsByApp.set(app, devtools)
  return devtools
}

function createDevtools(app: App): AppDevtools {
  const chats = new Set<InspectedChat>()
  // There is none until somebody opens the devtools: what happens before is not kept for them.
  let api: DevtoolsApi | undefined

  function refresh(): void {
    api?.sendInspectorTree(ID)
    api?.sendInspectorState(ID)
  }

  setupDevtoolsPlugin({ id: ID, label: LABEL, packageName: ID, app }, (ready) => {
    api = ready
    ready.addTimelineLayer({ id: ID, label: LABEL, color: COLOR })
    ready.addInspector({ id: ID, label: LABEL })
    // These hooks are called for the lists of every plugin, and of every app on the page.
    ready.on.getInspectorTree((payload) => {
      if (payload.app !== app || payload.inspectorId !== ID) return
      const nodes = [...chats].map(nodeOf)
      const filter = payload.filter.toLowerCase()
      payload.rootNodes = nodes.filter(({ label }) => label.toLowerCase().includes(filter))
    })
    ready.on.getInspectorState((payload) => {
      if (payload.app !== app || payload.inspectorId !== ID) return
      const chat = [...chats].find(({ id }) => id === payload.nodeId)
      if (chat) payload.state = stateOf(chat)
    })
  })

  return {
    record(groupId, entry) {
      api?.addTimelineEvent({ layerId: ID, event: { ...entry, groupId, time: api.now() } })
    },
    add(chat) {
      chats.add(chat)
      refresh()
    },
    remove(chat) {
      chats.delete(chat)
      refresh()
    },
    refresh,
  }
}
