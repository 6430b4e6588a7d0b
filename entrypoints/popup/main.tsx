import '../../components/theme.css';
import '../../components/base.css';
import '../../components/card.css';
import '../../components/form.css';
import '../../components/popup.css';
import { render } from 'preact';
import { PopupApp } from '../../components/popup-app';

const app = document.getElementById('app');
if (app) render(<PopupApp />, app);
