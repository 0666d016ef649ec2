(function () {
  "use strict";
  var table = document.getElementById("files");
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  var filter = document.getElementById("filter");
  filter.hidden = false;
  filter.addEventListener("input", function () {
    var words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach(function (row) {
      var text = row.textContent.toLowerCase();
      row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
    });
  });
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
    head.className += " sortable";
    head.tabIndex = 0;
    function sort() {
      var down = head.getAttribute("aria-sort") === "ascending";
      Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      var number = / n( |$)/.test(" " + head.className);
      var keyed = rows.map(function (row, at) {
        var text = row.cells[column].textContent;
        return { row: row, at: at, key: number ? parseFloat(text) || 0 : text };
      });
      keyed.sort(function (a, b) {
        var order = number ? a.key - b.key : a.key.localeCompare(b.key, "zh");
        return (down ? -order : order) || a.at - b.at;
      });
      keyed.forEach(function (item) { body.appendChild(item.row); });
    }
    head.addEventListener("click", sort);
    head.addEventListener("keydown", function (event) { if (event.key === "Enter") { sort(); } });
  });
}());
