import '../../components/style/theme.css';
import '../../components/style/base.css';
import '../../components/style/card.css';
import '../../components/style/form.css';
import '../../components/style/vault.css';
import '../../components/style/curl.css';
import '../../components/style/popup.css';
import { render } from 'preact';
import { PopupApp } from '../../components/popup/popup-app';

const app = document.getElementById('app');
if (app) render(<PopupApp />, app);
