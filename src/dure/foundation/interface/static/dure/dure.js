// Everything works without script; these modules only make it quicker and safer.
import "./inputs.js";
import "./submit.js";
import "./autosave.js";
import "./dialogs.js";
import "./rows.js";
import "./swaps.js";
import "./shortcuts.js";
