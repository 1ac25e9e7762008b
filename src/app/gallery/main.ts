import { createApp } from 'vue'
import { drawDiagramKey } from '../../components/index.ts'
import { drawDiagram } from '../diagrams/drawDiagram.ts'
import { createAppI18n } from '../i18n/createAppI18n.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { useTheme } from '../useTheme.ts'
import ComponentGallery from './ComponentGallery.vue'
import { appearance } from './appearance.ts'
import '../styles/tokens.css'
import '../styles/base.css'

const i18n = createAppI18n()
useTheme(() => appearance.theme)
await useLanguage(i18n, () => appearance.language)

createApp(ComponentGallery).use(i18n).provide(drawDiagramKey, drawDiagram).mount('#app')
