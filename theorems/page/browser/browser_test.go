package browser

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser is Chromium, started once, which finds no host: what a page asked of one would fail.
var browser = sync.OnceValues(func() (context.Context, error) {
	// The tests run as root in a container, where Chromium has no sandbox of its own.
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	return ctx, chromedp.Do(ctx)
})

// A look is how the page is looked at.
type look struct {
	width     int64
	theme     string // "light" or "dark"
	media     string // "print", or "" for a screen
	forced    bool   // the colours are those of the system
	noScripts bool
}

// open opens the page in a tab of its own, at a fragment, without a network, and fails t at the
// end if anything was asked of one, or if the console has an error.
func open(t *testing.T, l look, fragment string) context.Context {
	t.Helper()
	path, err := file()
	if err != nil {
		t.Fatal(err)
	}
	parent, err := browser()
	if err != nil {
		t.Fatalf("Chromium does not start: %v; install it, as by apt-get install chromium", err)
	}
	tab, closeTab := chromedp.NewContext(parent)
	ctx, cancel := context.WithTimeout(tab, 2*time.Minute)
	t.Cleanup(func() { cancel(); closeTab() })
	var mutex sync.Mutex
	var faults []string
	fault := func(format string, a ...any) {
		mutex.Lock()
		defer mutex.Unlock()
		faults = append(faults, fmt.Sprintf(format, a...))
	}
	err = chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, "file://"+path) && !strings.HasPrefix(e.Request.URL, "data:image/png") {
				fault("the page asks for %s", e.Request.URL)
			}
		case *runtime.EventExceptionThrown:
			fault("%s", e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			fault("the console says %s", e.Type)
		case *log.EventEntryAdded:
			fault("%s: %s", e.Entry.Level, e.Entry.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		mutex.Lock()
		defer mutex.Unlock()
		for _, f := range faults {
			t.Error(f)
		}
	})
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: l.theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}
	if l.forced {
		features = append(features, &emulation.MediaFeature{Name: "forced-colors", Value: "active"})
	}
	address := (&url.URL{Scheme: "file", Path: path, Fragment: fragment}).String()
	command(t, ctx, network.Enable, network.EnableParams{})
	command(t, ctx, log.Enable, cdp.Empty{})
	command(t, ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: l.media, Features: features})
	command(t, ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: l.noScripts})
	do(t, ctx, chromedp.EmulateViewport(l.width, 900), chromedp.Navigate(address))
	return ctx
}

func command[P, R any](t *testing.T, ctx context.Context, c cdp.Command[P, R], p P) {
	t.Helper()
	if _, err := chromedp.Call(ctx, c, p); err != nil {
		t.Fatal(err)
	}
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// is evaluates an expression of the page.
func is[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return out
}

// The page opens from disk in both themes and on a telephone, is as wide as the window, and
// what its policy lets in, which is its own style and script, is in force.
func TestOpens(t *testing.T) {
	for _, theme := range []string{"light", "dark"} {
		for _, width := range []int64{360, 1280} {
			t.Run(fmt.Sprint(theme, width), func(t *testing.T) {
				ctx := open(t, look{width: width, theme: theme}, "")
				if w := is[int64](t, ctx, `Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)`); w > width {
					t.Errorf("the page is %d wide: %s", w, is[string](t, ctx, `[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest(".scroll")).slice(0, 5).map(e => e.outerHTML.slice(0, 80)).join("\n")`))
				}
				want := map[string]string{"light": "rgb(251, 250, 248)", "dark": "rgb(20, 22, 26)"}[theme]
				if got := is[string](t, ctx, `getComputedStyle(document.body).backgroundColor`); got != want {
					t.Errorf("the ground is %s", got)
				}
				if got := is[string](t, ctx, `document.title`); !strings.HasPrefix(got, "What is claimed") {
					t.Errorf("the title is %q", got)
				}
				if is[bool](t, ctx, `document.getElementById("filter").hidden`) {
					t.Error("the script does not run")
				}
				if unreached := is[int64](t, ctx, `[...document.querySelectorAll(".scroll")].filter(e => e.checkVisibility({contentVisibilityAuto: true}) && e.scrollWidth > e.clientWidth && e.tabIndex !== 0).length`); unreached > 0 {
					t.Errorf("%d wide parts are not reached by the keyboard", unreached)
				}
				leave(t, ctx, fmt.Sprintf("%s-%d", theme, width))
			})
		}
	}
}

// leave leaves pictures of the page where they are asked for.
func leave(t *testing.T, ctx context.Context, name string) {
	dir := os.Getenv("SADDLE_SCREENSHOTS")
	if dir == "" {
		return
	}
	for i, part := range []string{"", "summary", "deck", "slide-Considering-Data", "claims", "tables", "errata", "made"} {
		do(t, ctx, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.getElementById(%q)?.scrollIntoView()`, part)), chromedp.Sleep(200*time.Millisecond))
		picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d.png", name, i)), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Without scripts everything is there, but for what needs them.
func TestWithoutScripts(t *testing.T) {
	ctx := open(t, look{width: 1280, theme: "light", noScripts: true}, "")
	if !is[bool](t, ctx, `document.getElementById("filter").hidden`) {
		t.Error("there are controls that do nothing")
	}
	if n := is[int](t, ctx, `document.getElementById("list").tBodies[0].rows.length`); n < 20 {
		t.Errorf("%d rows", n)
	}
}

// Where the system has the colours, outcomes are told apart by words and have an edge.
func TestForcedColours(t *testing.T) {
	ctx := open(t, look{width: 1280, theme: "dark", forced: true}, "")
	if !is[bool](t, ctx, `matchMedia("(forced-colors: active)").matches && [...document.querySelectorAll(".badge")].every(b => /[a-z]{4}/.test(b.textContent) && getComputedStyle(b).borderTopStyle === "solid")`) {
		t.Error("an outcome has no word or no edge")
	}
}

// What is folded is printed, and what only a screen needs is not: also without scripts.
func TestPrints(t *testing.T) {
	for _, noScripts := range []bool{false, true} {
		ctx := open(t, look{width: 1000, theme: "dark", media: "print", noScripts: noScripts}, "")
		if folded := is[int](t, ctx, `[...document.querySelectorAll("details > :not(summary)")].filter(e => !e.checkVisibility({contentVisibilityAuto: false}) || e.getBoundingClientRect().height === 0).length`); folded > 0 {
			t.Errorf("%d parts are folded in print", folded)
		}
		if is[bool](t, ctx, `["nav", "#filter", ".skip"].some(s => document.querySelector(s).checkVisibility())`) {
			t.Error("controls are printed")
		}
		if got := is[string](t, ctx, `getComputedStyle(document.body).backgroundColor`); got != "rgb(251, 250, 248)" {
			t.Errorf("the ground of print is %s", got)
		}
		leave(t, ctx, "print")
		pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF())
		if err != nil {
			t.Fatal(err)
		}
		if pages := strings.Count(string(pdf), "/Type /Page\n"); !strings.HasPrefix(string(pdf), "%PDF-") || pages < 10 {
			t.Errorf("%d bytes, %d pages", len(pdf), pages)
		}
		if dir := os.Getenv("SADDLE_SCREENSHOTS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "print.pdf"), pdf, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

const (
	shown  = `[...document.getElementById("list").tBodies[0].rows].filter(r => r.checkVisibility()).length`
	active = `document.activeElement.name || document.activeElement.closest("tr")?.cells[0].querySelector("a").textContent || document.activeElement.tagName`
)

// The keyboard goes to the search, through what is found, and back.
func TestKeyboard(t *testing.T) {
	ctx := open(t, look{width: 1280, theme: "light"}, "")
	all := is[int](t, ctx, shown)
	press := func(keys string) string {
		do(t, ctx, chromedp.KeyEvent(keys))
		return is[string](t, ctx, active)
	}
	// As a keyboard sends it: what is typed is no event of its own, and is not typed if the key
	// is taken.
	command(t, ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "/", Code: "Slash", Text: "/"})
	if at := is[string](t, ctx, active); at != "q" {
		t.Fatalf("/ goes to %q", at)
	}
	// Nothing above grows when it comes near: what was found would be gone.
	do(t, ctx, chromedp.Sleep(300*time.Millisecond))
	if y := is[float64](t, ctx, `document.activeElement.getBoundingClientRect().top`); y < 0 || y > 900 {
		t.Errorf("the search is %v below the top of the window", y)
	}
	press("kawaguchi hessian")
	if n := is[int](t, ctx, shown); n == 0 || n >= all {
		t.Errorf("%d of %d rows are found with %q", n, all, is[string](t, ctx, `document.activeElement.value`))
	}
	first := press(kb.ArrowDown)
	if !strings.HasPrefix(first, "kawaguchi2016/") {
		t.Errorf("down goes to %q", first)
	}
	if at := press(kb.ArrowUp); at != "q" {
		t.Errorf("up goes to %q", at)
	}
	if at := press(kb.Escape); at != "q" || is[int](t, ctx, shown) != all {
		t.Errorf("Esc clears nothing, or leaves the search for %q", at)
	}
	second := ""
	for range 2 {
		second = press(kb.ArrowDown)
	}
	if want := is[string](t, ctx, `document.getElementById("list").rows[2].querySelector("a").textContent`); second != want {
		t.Errorf("twice down goes to %q, not %q", second, want)
	}
	press(kb.Enter)
	if got := is[string](t, ctx, `document.querySelector(":target")?.id`); got != second {
		t.Errorf("Enter goes to %q, not %q", got, second)
	}
	if at := press(kb.Escape); strings.Contains(at, "evil") {
		t.Error(at)
	}
}

// Filters and the order are in the fragment, and a page that is opened with it has them.
func TestStateIsInTheFragment(t *testing.T) {
	ctx := open(t, look{width: 1280, theme: "light"}, "")
	all := is[int](t, ctx, shown)
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`{
		const f = document.getElementById("filter").elements;
		f.outcome.value = "refuted";
		f.outcome.dispatchEvent(new Event("input", {bubbles: true}));
	}`))
	for range 2 {
		do(t, ctx, chromedp.Click(`#list th:nth-child(4) button`))
	}
	const cases = `[...document.getElementById("list").tBodies[0].rows].filter(r => !r.hidden).map(r => +r.cells[3].textContent)`
	const outcomes = `[...document.getElementById("list").tBodies[0].rows].filter(r => !r.hidden).every(r => r.dataset.outcome === "refuted")`
	fragment := strings.TrimPrefix(is[string](t, ctx, `location.hash`), "#")
	if fragment != "?outcome=refuted&sort=-cases" {
		t.Errorf("the fragment is %q", fragment)
	}
	before := is[[]int](t, ctx, cases)
	for i := 1; i < len(before); i++ {
		if before[i] > before[i-1] {
			t.Errorf("not sorted: %v", before)
		}
	}
	if len(before) == 0 || len(before) >= all || !is[bool](t, ctx, outcomes) {
		t.Errorf("%d of %d rows are refuted", len(before), all)
	}
	ctx = open(t, look{width: 1280, theme: "light"}, fragment)
	if after := is[[]int](t, ctx, cases); fmt.Sprint(after) != fmt.Sprint(before) || !is[bool](t, ctx, outcomes) {
		t.Errorf("opened again: %v, not %v", after, before)
	}
	if got := is[string](t, ctx, `document.querySelector("#list [aria-sort]").textContent + document.querySelector("output").value`); got != fmt.Sprintf("cases%d of %d", len(before), all) {
		t.Errorf("%q", got)
	}
}

// A link to a claim leads to it, whatever its name is.
func TestDeepLinks(t *testing.T) {
	ctx := open(t, look{width: 1280, theme: "light"}, "deck/hessian-on-the-axis-is-minus-2k")
	comesInSight := func(name string) {
		t.Helper()
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool](fmt.Sprintf(`(() => {
			const target = document.querySelector(":target"), y = target?.getBoundingClientRect().top;
			return target?.id.startsWith(%q) && y >= -1 && y < innerHeight;
		})()`, name), chromedp.WithPollingTimeout(10*time.Second))); err != nil {
			t.Errorf("%s does not come in sight: %v", name, err)
		}
	}
	comesInSight("deck/hessian-on-the-axis-is-minus-2k")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("#list a")].at(-1).click()`))
	comesInSight("hostile/")
}
