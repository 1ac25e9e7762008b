import {
  defineAsyncComponent,
  defineComponent,
  h,
  inject,
  onMounted,
  type Component,
  type InjectionKey,
} from 'vue'
import { useI18n } from 'vue-i18n'
import { DialogSkeleton, LONG_WAIT } from '../../components/index.ts'
import { useAnnouncer } from '../../markdown/internal.ts'

/** Tells that a part of the app cannot be loaded. */
export const missPartKey: InjectionKey<() => void> = Symbol('miss part')

/**
 * A dialog that is loaded when it is opened for the first time. Who waits for it sees where it will be.
 * Where it cannot be loaded, as after a deployment that took its file away, the page says so, and it counts as closed.
 *
 * @param fields - about as many as it has
 */
export function loadedDialog<Dialog extends Component>(
  load: () => Promise<{ default: Dialog }>,
  fields: number,
): Dialog {
  const loadingComponent = defineComponent(() => {
    const { t } = useI18n()
    const announce = useAnnouncer()
    onMounted(() => announce(t('app.loading')))
    return () => h(DialogSkeleton, { fields })
  })
  return defineAsyncComponent({
    loader: load,
    delay: LONG_WAIT,
    loadingComponent,
    errorComponent: MissingDialog,
  })
}

const MissingDialog = defineComponent({
  emits: ['close'],
  setup(_props, { emit }) {
    const missPart = inject(missPartKey, undefined)
    onMounted(() => {
      missPart?.()
      emit('close')
    })
    return () => null
  },
})
