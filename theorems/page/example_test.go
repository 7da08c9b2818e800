package page_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"saddle/theorems"
	"saddle/theorems/page"
)

// A document goes through its JSON form, and is a page.
func Example() {
	d := page.Document{
		Format: page.Format, Title: "One claim",
		Claims: []page.Claim{{
			Report: theorems.Report{
				Format: theorems.Format, Outcome: theorems.Held, Grade: theorems.Exact, Cases: 100, Decided: 100,
				Info: theorems.Info{Name: "mine/squares", Says: "x² ≥ 0", Kind: "for all", Expect: theorems.Held},
			},
			Replay: "mine check",
		}},
	}
	text, err := json.Marshal(d)
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err = page.Read(bytes.NewReader(text))
	if err != nil {
		fmt.Println(err)
		return
	}
	var html strings.Builder
	fmt.Println(page.Write(&html, d), strings.Contains(html.String(), `<article class="card" id="mine/squares">`))
	// Output: <nil> true
}

func ExampleRead() {
	_, err := page.Read(strings.NewReader(`{"format": "saddle-report/0"}`))
	fmt.Println(err)
	// Output: page: format: "saddle-report/0" is not "saddle-report/1": another version of the program made it; make it again with this one
}
