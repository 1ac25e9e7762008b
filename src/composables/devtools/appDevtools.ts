import { setupDevtoolsPlugin } from '@vue/devtools-api'
import type { App } from 'vue'
import { toInspectorNode, toInspectorState, type InspectedChat } from './inspectedChat.ts'
import type { TimelineEntry } from './timelineEntry.ts'

/** The devtools API. `@vue/devtools-api` doesn't export this type by name. */
type DevtoolsApi = Parameters<Parameters<typeof setupDevtoolsPlugin>[1]>[0]

/** The devtools of one app: a timeline layer, and an inspector that lists the app's chats. */
export interface AppDevtools {
  /** @param groupId id of the message that the entry belongs to; the devtools show a group as one unit */
  record(groupId: string, entry: TimelineEntry): void
  add(chat: InspectedChat): void
  remove(chat: InspectedChat): void
  /** Redraws the inspector. Call it when a chat's status has changed. */
  refresh(): void
}

/**
 * Id of the plugin, of its layer and of its inspector. The devtools record a layer only if it is named like its plugin.
 */
const ID = 'vue-chat-stream'
const LABEL = 'Chat stream'
const COLOR = 0x0f766e

const devtoolsByApp = new WeakMap<App, AppDevtools>()

/** Returns an app's devtools. They are created once per app. */
export function getAppDevtools(app: App): AppDevtools {
  const devtools = devtoolsByApp.get(app) ?? createDevtools(app)
  devtoolsByApp.set(app, devtools)
  return devtools
}

function createDevtools(app: App): AppDevtools {
  const chats = new Set<InspectedChat>()
  // Undefined until the user opens the devtools. Entries recorded before that are lost.
  let api: DevtoolsApi | undefined

  function refresh(): void {
    api?.sendInspectorTree(ID)
    api?.sendInspectorState(ID)
  }

  setupDevtoolsPlugin({ id: ID, label: LABEL, packageName: ID, app }, (ready) => {
    api = ready
    ready.addTimelineLayer({ id: ID, label: LABEL, color: COLOR })
    ready.addInspector({ id: ID, label: LABEL })
    // Vue calls these hooks for the inspectors of every plugin and of every app on the page.
    ready.on.getInspectorTree((payload) => {
      if (payload.app !== app || payload.inspectorId !== ID) return
      const nodes = [...chats].map(toInspectorNode)
      const filter = payload.filter.toLowerCase()
      payload.rootNodes = nodes.filter(({ label }) => label.toLowerCase().includes(filter))
    })
    ready.on.getInspectorState((payload) => {
      if (payload.app !== app || payload.inspectorId !== ID) return
      const chat = [...chats].find(({ id }) => id === payload.nodeId)
      if (chat) payload.state = toInspectorState(chat)
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
